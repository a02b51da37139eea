namespace SymbolicDiff.Calculus.Ir;

/// <summary>What columns belong to, and which there are.</summary>
public static class Columns
{
    /// <summary>The storage that a column is one of; other paths are whole.</summary>
    public static Expression Whole(this Expression path)
    {
        while (path is Column column) path = column.Storage;
        return path;
    }

    /// <summary>The columns of scalars of storage of composites, in the order of the members; other storage itself.</summary>
    public static IEnumerable<Expression> Scalars(Expression storage) =>
        storage.Type is StorageType { Element: CompositeType composite }
            ? composite.Members.SelectMany(member => Scalars(new Column(storage, member.Name, member.Type)))
            : [storage];

    /// <summary>Those of reals.</summary>
    public static IEnumerable<Expression> Reals(Expression storage) => Scalars(storage).Where(column => column.Type.CarriesReals);

    /// <summary>How many reals an element of the type has.</summary>
    public static int Count(ValueType element) => element is CompositeType composite ? composite.Leaves.Count(leaf => leaf.IsReal) : 1;

    /// <summary>The one type that all of them are; double where there are of several.</summary>
    public static ValueType CommonReal(IEnumerable<ValueType> reals) => reals.Distinct().Take(2).ToList() is { Count: 1 } kinds ? kinds[0] : ValueType.Double;

    /// <summary>The type of the reals inside; double where there are of several kinds.</summary>
    public static ValueType RealOf(ValueType type) => type switch
    {
        StorageType storage => RealOf(storage.Element),
        CompositeType composite => CommonReal(composite.Leaves.Where(leaf => leaf.CarriesReals).Select(RealOf)),
        _ => type,
    };

    /// <summary>Whether elements of the paths are of different columns, so that they share no memory whatever storage they are in.</summary>
    public static bool AreApart(Expression first, Expression second) =>
        first.Whole().Type is StorageType { Element: CompositeType one } && second.Whole().Type is StorageType { Element: CompositeType other } && one.Equals(other)
        && NamesOf(first).Zip(NamesOf(second), (a, b) => a == b).Contains(false);

    /// <summary>What a local that holds an element is called where nobody named it.</summary>
    public static string NameOf(Element element) =>
        element.Storage.Whole() is not Variable storage ? "value"
        : element.Storage is Column ? storage.Name + string.Concat(NamesOf(element.Storage).Select(name => name.TrimStart('@')).Select(name => char.ToUpperInvariant(name[0]) + name.Substring(1)))
        : storage.Name + "Element";

    /// <summary>The names that lead from the whole storage to the column.</summary>
    public static EquatableArray<string> NamesOf(Expression path)
    {
        var names = new List<string>();
        for (; path is Column column; path = column.Storage) names.Insert(0, column.Name);
        return names.ToEquatableArray();
    }
}
