using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Where the primal writes storage, two names for it would need two names for its derivative: the emitted method checks that there are none.</summary>
internal static class DistinctStorage
{
    /// <summary>One guard for each pair of parameters of which one is written, and one for the rows of each written jagged parameter.</summary>
    public static IEnumerable<Statement> Guards(Function primal)
    {
        var aliasing = Aliasing.Of(primal);
        var written = new HashSet<Variable>(primal.Body.AllStatements().SelectMany(Activity.StorageWrites).Select(aliasing.ClassOf));
        List<Variable> storages =
        [
            .. from parameter in primal.Parameters
               where parameter.Role == ParameterRole.Primal && parameter.Passing != Passing.Out && parameter.Variable.Type is StorageType { CarriesReals: true }
               select parameter.Variable,
        ];
        for (int i = 0; i < storages.Count; i++)
        {
            if (IsWritten(storages[i]) && storages[i].Type is StorageType { Element: StorageType }) yield return Guard(storages[i]);
            for (int j = i + 1; j < storages.Count; j++)
                if ((IsWritten(storages[i]) || IsWritten(storages[j])) && HoldSameReals(storages[i].Type, storages[j].Type))
                    yield return Guard(storages[i], storages[j]);
        }

        bool IsWritten(Variable storage) => written.Contains(aliasing.ClassOf(storage));
    }

    /// <summary>Whether two storages could share memory: their reals are of one precision.</summary>
    public static bool HoldSameReals(ValueType a, ValueType b) => Reals(a).Equals(Reals(b));

    private static ValueType Reals(ValueType type) => type is StorageType storage ? Reals(storage.Element) : type;

    private static Guard Guard(params Expression[] storages) => new(GuardKind.Distinct, EquatableArray.Of(storages));
}
