using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>Which row of which storage a variable names as long as it lives.</summary>
internal sealed class RowNames
{
    private readonly Dictionary<Variable, Expression> paths = [];

    public RowNames(IReadOnlyCollection<Statement> statements)
    {
        var assigned = new HashSet<Variable>(statements.OfType<Assign>().Select(assign => assign.Target).OfType<Variable>());
        foreach (Declare declare in statements.OfType<Declare>())
            if (declare is { Variable.Type: StorageType, Value: Variable or Element } && !assigned.Contains(declare.Variable)) paths.Add(declare.Variable, declare.Value);
    }

    public bool IsRow(Variable variable) => paths.ContainsKey(variable);

    /// <summary>The storage that a path begins with, and all indices from there on; null where the path leads through a view.</summary>
    public (Variable Storage, EquatableArray<Expression> Indices)? Of(Expression path)
    {
        switch (path)
        {
            case Variable variable: return paths.TryGetValue(variable, out Expression? row) ? Of(row) : (variable, EquatableArray<Expression>.Empty);
            case Column column: return Of(column.Storage);
            case Element element: return Of(element.Storage) is var (storage, indices) ? (storage, indices.Concat(element.Indices).ToEquatableArray()) : null;
            default: return null;
        }
    }
}
