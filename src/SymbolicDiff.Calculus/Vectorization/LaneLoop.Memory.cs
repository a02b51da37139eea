using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

// Memory that is each iteration's own, under any name: memory of lanes where it varies. And rows of jagged arrays, one for each iteration, which lanes read side by side.
internal sealed partial class LaneLoop
{
    /// <summary>The memory that names of the loop's own stand for: where it was made.</summary>
    private readonly Dictionary<Variable, Variable> roots = [];

    private readonly Dictionary<Variable, Element> rowNames = [];
    private readonly List<Element> rows = [];
    private readonly HashSet<Variable> given = [];
    private readonly HashSet<Element> even = [];
    private Effects? effects;

    /// <summary>The rows, <c>x[i]</c>, of which each lane reads one; those of a matrix are written as elements with their first index alone.</summary>
    public IReadOnlyList<Element> Rows => rows;

    private void AddOwnMemory(Variable name, Variable root)
    {
        own.Add(name);
        ownStorage.Add(name);
        roots[name] = root;
    }

    private void FindOwnMemory(Statement statement)
    {
        if (statement is not Declare { Variable: { Type: StorageType } name, Value: { } value }) return;
        if (value is Allocate or ZerosLike or CopyOf) AddOwnMemory(name, name);
        else if (RootOf(value) is { } root) AddOwnMemory(name, root);
        else if (!Loop.IsOverDirections && value is Element row && row.Indices.Any(IsVarying)) rowNames.Add(name, row);
    }

    /// <summary>The memory of the loop's own that a path is part of; null for other memory.</summary>
    private Variable? RootOf(Expression path) => path switch
    {
        Variable variable => roots.TryGetValue(variable, out Variable? root) ? root : null,
        View view => RootOf(view.Storage),
        _ => null,
    };

    /// <summary>Takes a variable, or all names of a memory, as varying; true if that is new.</summary>
    private bool Vary(Variable variable)
    {
        if (variable.Type is not StorageType || rowNames.ContainsKey(variable)) return varying.Add(variable);
        if (RootOf(variable) is not { } root) return false;
        bool isNew = false;
        foreach (Variable name in roots.Keys.Where(name => roots[name].Equals(root)).ToList()) isNew |= varying.Add(name);
        return isNew;
    }

    private bool IsPossibleMemory(Declare declare)
    {
        if (declare.Value is null) return false;
        if (rowNames.ContainsKey(declare.Variable)) return true;
        if (!varying.Contains(declare.Variable)) return !IsVarying(declare.Value);
        if (declare.Variable.Type is not StorageType { Element: var element } || !element.Equals(ValueType.Double)) return false;
        return declare.Value switch
        {
            Allocate allocate => !allocate.Lengths.Any(IsVarying),
            ZerosLike zeros => !IsVarying(zeros),
            CopyOf copy => IsVarying(copy.Storage) && IsPossiblePath(copy.Storage),
            _ => IsPossiblePath(declare.Value),
        };
    }

    private bool IsPossible(Copy copy) => IsVarying(copy.Source) == IsVarying(copy.Target) && IsPossiblePath(copy.Source) && IsPossiblePath(copy.Target);

    /// <summary>Whether it is memory that is the same in all lanes, or a name or part of memory of lanes.</summary>
    private bool IsPossiblePath(Expression path) => !IsVarying(path) || path switch
    {
        Variable variable => roots.ContainsKey(variable),
        View view => IsPossiblePath(view.Storage) && !IsVarying(view.Start) && (view.Length is null || !IsVarying(view.Length)),
        _ => false,
    };

    /// <summary>Whether the path leads to other memory in each iteration, whose length may be another one.</summary>
    private bool IsOtherMemory(Expression path) => path switch
    {
        Variable variable => rowNames.ContainsKey(variable),
        Element row => row.Indices.Any(IsVarying) || IsOtherMemory(row.Storage),
        View view => IsOtherMemory(view.Storage) || IsVarying(view.Start) || view.Length is { } length && IsVarying(length),
        Column column => IsOtherMemory(column.Storage),
        _ => false,
    };

    /// <summary>The row, another one in each iteration, that the element is in; null for other elements.</summary>
    public Element? RowOf(Element element) => element.Storage switch
    {
        Variable name when rowNames.TryGetValue(name, out Element? row) => row,
        Element row when !Loop.IsOverDirections && row.Indices.Any(IsVarying) => row,
        _ when IsOfMatrixRow(element) => new Element(element.Storage, element.Indices[0]),
        _ => null,
    };

    private bool IsOfMatrixRow(Element element) =>
        !Loop.IsOverDirections && element.Indices.Count == 2 && IsVarying(element.Indices[0]) && !IsVarying(element.Indices[1]) && IsMatrix(element.Storage.Type);

    private static bool IsMatrix(ValueType type) => type is StorageType { Kind: StorageKind.Array, Rank: 2, Element: ScalarType };

    /// <summary>The rows that must be of one length: loops inside end with them.</summary>
    public IReadOnlyCollection<Element> Even => even;

    /// <summary>The row whose length ends the loop; null for other loops.</summary>
    public Element? RowEnding(For inner) => inner.Limit is Apply { Primitive.Form: PrimitiveForm.Length } length && length.Primitive == Primitive.Length
        ? length.Operands[0] switch
        {
            Variable name => rowNames.TryGetValue(name, out Element? row) ? row : null,
            Element row when row.Indices.Any(IsVarying) => row,
            _ => null,
        }
        : null;

    private bool TryTakeLength(For inner)
    {
        if (Loop.IsOverDirections || RowEnding(inner) is not { } row || !TryTakeRow(row)) return false;
        even.Add(row);
        return true;
    }

    /// <summary>Whether the loop can also run without lanes, if it must where rows are of several lengths: not with memory of lanes.</summary>
    private bool HasEitherForm() => even.Count == 0 || !given.Any(IsVarying);

    /// <summary>Memory of each iteration's own that stands outside of the loop.</summary>
    public IEnumerable<Variable> Given => given;

    /// <summary>Whether it is such memory, or a name of it.</summary>
    public bool IsGiven(Variable storage) => RootOf(storage) is { } root && given.Contains(root);

    /// <summary>Whether the name is one of a row that each lane reads.</summary>
    public bool IsRowName(Variable name) => rowNames.ContainsKey(name);

    /// <summary>Takes a row that follows that of the iteration before, if what is in it is known before the iteration begins and stays so.</summary>
    private bool TryTakeRow(Element row)
    {
        bool isKnown = row.Indices.Count == 1 && !row.Any(part => part is Variable variable && own.Contains(variable) && !variable.Equals(Loop.Counter) || part is Column or External)
            && (IsMatrix(row.Storage.Type) || row.Storage.Type is StorageType { Element: StorageType { Kind: StorageKind.Array, Rank: 1 } });
        effects ??= Effects.Of(Loop.Body, facts.Memory);
        if (!isKnown || IsVarying(row.Storage) || StrideOf(row.Indices[0]) is not { } stride || !stride.IsInteger(1) || effects.Disturb(row) || effects.Overwrites(IsMatrix(row.Storage.Type) ? row.Storage : row)) return false;
        if (!rows.Contains(row)) rows.Add(row);
        return true;
    }
}
