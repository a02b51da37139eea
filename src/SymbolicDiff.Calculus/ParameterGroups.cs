using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>The parameters that C# sees, each with the leaves that derivatives are taken with respect to.</summary>
internal sealed record ParameterGroup(string Name, IReadOnlyList<Variable> Leaves)
{
    /// <summary>How many components it has, an int.</summary>
    public Expression Count => RowMajorLayout.Sum(Leaves.Select(RowMajorLayout.Count));

    /// <summary>The place of the first component of a leaf.</summary>
    public Expression OffsetOf(Variable leaf) => RowMajorLayout.Sum(Leaves.TakeWhile(other => !other.Equals(leaf)).Select(RowMajorLayout.Count));

    public static IReadOnlyList<ParameterGroup> Of(Function primal, IReadOnlyList<Variable> independents)
    {
        var groups = new List<ParameterGroup>();
        foreach (Variable variable in independents)
        {
            CompositeParameter? composite = primal.Composites.FirstOrDefault(candidate => candidate.Leaves.Contains(variable));
            if (composite is null) groups.Add(new ParameterGroup(variable.Name, [variable]));
            else if (composite.Reals.First().Equals(variable)) groups.Add(new ParameterGroup(composite.Whole.Name, [.. composite.Reals]));
        }

        return groups;
    }
}
