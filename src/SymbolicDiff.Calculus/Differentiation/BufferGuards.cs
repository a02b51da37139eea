using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>The checks at the head of a derivative that writes to the caller's storage.</summary>
internal static class BufferGuards
{
    /// <summary>How many storages the run-time library compares a buffer with in one call.</summary>
    private const int MostStorages = 16;

    /// <summary>
    /// One guard a buffer, against the inputs and the buffers before it; what is <paramref name="alsoRead"/> is kept apart
    /// from the buffers, too.
    /// </summary>
    public static IEnumerable<Statement> Of(Function primal, IEnumerable<(Variable Buffer, Variable Parameter)> buffers, params Variable[] alsoRead)
    {
        List<Variable> storages =
            [.. primal.Parameters.Select(parameter => parameter.Variable).Where(variable => variable.Type is StorageType { CarriesReals: true }), .. alsoRead];
        var guarded = new List<Variable>();
        foreach (var (buffer, parameter) in buffers)
        {
            var others = storages.Where(other => !other.Equals(parameter)).Concat(guarded).Where(other => DistinctStorage.HoldSameReals(other.Type, parameter.Type)).ToList();
            for (int i = 0; i == 0 || i < others.Count; i += MostStorages)
                yield return new Guard(GuardKind.Buffer, others.Skip(i).Take(MostStorages).Prepend(parameter).Prepend(buffer).ToEquatableArray<Expression>());
            guarded.Add(buffer);
        }
    }
}
