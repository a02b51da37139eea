using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Which storages may name the same memory. Storages that flow into each other share a region; a region made only of new memory overlaps no
/// other, regions that callers reach overlap unless a guard or the contract keeps them apart.
/// </summary>
internal sealed class Memory
{
    /// <summary>The region of what only external code knows.</summary>
    public const int Unknown = 0;

    private readonly Dictionary<Variable, int> ids = [];
    private readonly List<int> parents = [Unknown];
    private readonly List<List<Variable>> outside = [[]];
    private readonly List<ValueType?> leaves = [null];
    private readonly HashSet<int> unknown = [Unknown];
    private readonly HashSet<(Variable, Variable)> apart = [];
    private readonly Dictionary<(int Region, ValueType Element, EquatableArray<string> Names), int> columns = [];
    private readonly Dictionary<int, (int Region, ValueType Element, EquatableArray<string> Names)> wholes = [];
    private readonly HashSet<Variable> outputs = [];
    private readonly HashSet<Variable> gradients = [];

    private Memory()
    {
    }

    public static Memory Of(Function function)
    {
        var memory = new Memory();
        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter is { Role: ParameterRole.Gradient, Passing: Passing.Out, Variable.Type: ScalarType })
                memory.gradients.Add(parameter.Variable);
            if (parameter.Variable.Type is not StorageType) continue;
            memory.outside[memory.IdOf(parameter.Variable)].Add(parameter.Variable);
            if (parameter is { Role: ParameterRole.Gradient, Variable.Role: Role.Contract }) memory.outputs.Add(parameter.Variable);
        }

        function.Body.ForEach(memory.Add);
        foreach (Statement statement in function.Body.Statements)
            if (statement is Guard guard) memory.KeepApart(guard);
        return memory;
    }

    public int RegionOf(Expression path) => path.Root() is { } root && root.Type is StorageType ? Find(IdOf(root)) : Unknown;

    /// <summary>The region of one column of the storage where the path leads into one; it overlaps the region of the whole, but no other column's.</summary>
    public int ColumnOf(Expression path)
    {
        Expression storage = path is Element element ? element.Storage : path;
        int region = RegionOf(path);
        if (storage is not Column || region == Unknown) return region;
        var key = (region, ((StorageType)storage.Whole().Type).Element, Columns.NamesOf(storage));
        if (columns.TryGetValue(key, out int id)) return id;
        columns.Add(key, id = -1 - columns.Count);
        wholes.Add(id, key);
        return id;
    }

    /// <summary>Whether the region is made only of memory that this function allocates.</summary>
    public bool IsOwn(int region) => !unknown.Contains(region) && outside[region].Count == 0;

    public bool MayOverlap(int first, int second)
    {
        if (first == second) return true;
        if (first < 0 || second < 0) return !AreOtherColumns(first, second) && MayOverlap(WholeOf(first), WholeOf(second));
        if (IsOwn(first) || IsOwn(second)) return false;
        if (leaves[first] is { } one && leaves[second] is { } other && !one.Equals(other)) return false;
        if (unknown.Contains(first) || unknown.Contains(second)) return true;
        return outside[first].Any(a => outside[second].Any(b => !AreApart(a, b)));
    }

    private int WholeOf(int region) => region < 0 ? wholes[region].Region : region;

    private bool AreOtherColumns(int first, int second) =>
        first < 0 && second < 0 && wholes[first].Element.Equals(wholes[second].Element)
        && wholes[first].Names.Zip(wholes[second].Names, (a, b) => a == b).Contains(false);

    /// <summary>Whether assigning the scalar may write memory: the caller's <c>out</c> for its gradient may name an element.</summary>
    public bool MayBeElement(Variable scalar) => gradients.Contains(scalar);

    private bool AreApart(Variable a, Variable b) => apart.Contains((a, b)) || (outputs.Contains(a) && outputs.Contains(b));

    private void Add(Statement statement)
    {
        foreach (Expression read in statement.Reads()) Escape(read);
        switch (statement)
        {
            case Declare { Variable.Type: StorageType, Value: not null } declare:
                Link(IdOf(declare.Variable), declare.Value);
                break;
            case Assign { Target.Type: StorageType } assign:
                Link(assign.Target.Root() is { } root ? IdOf(root) : Unknown, assign.Value);
                break;
            case Copy { Source.Type: StorageType { Element: StorageType } } copy:
                Join(RegionOf(copy.Source), RegionOf(copy.Target));
                break;
            case Pop { Target.Type: StorageType } pop:
                Join(IdOf(pop.Target), IdOf(pop.Stack));
                break;
            case Push { Value.Type: StorageType } push:
                Link(IdOf(push.Stack), push.Value);
                break;
        }
    }

    /// <summary>What is handed to code with effects may be kept there, and written or read at any later time.</summary>
    private void Escape(Expression expression)
    {
        if (expression is Constant or Variable || !expression.HasEffects() || RecordBlock.Is(expression)) return;
        expression.ForEachVariable(variable =>
        {
            if (variable.Type is StorageType) Join(IdOf(variable), Unknown);
        });
    }

    private void Link(int target, Expression value)
    {
        switch (value)
        {
            case Variable or Element or View:
                Join(target, value.Root() is { } root ? IdOf(root) : Unknown);
                break;
            case Conditional conditional:
                Link(target, conditional.WhenTrue);
                Link(target, conditional.WhenFalse);
                break;
            case CopyOf { Memory.Element: StorageType } copy:
                Join(target, RegionOf(copy.Storage));
                break;
            case Allocate or ZerosLike or CopyOf or Constant:
                break;
            case External block when RecordBlock.Is(block):
                Join(target, RegionOf(block.Operands[0]));
                break;
            default:
                Join(target, Unknown);
                value.ForEachVariable(variable =>
                {
                    if (variable.Type is StorageType) Join(target, IdOf(variable));
                });
                break;
        }
    }

    private void KeepApart(Guard guard)
    {
        var roots = guard.Storages.Select(storage => storage as Variable).ToArray();
        int firsts = guard.Kind switch { GuardKind.Buffer => 1, GuardKind.Distinct => roots.Length, _ => 0 };
        for (int i = 0; i < firsts; i++)
        {
            for (int j = i + 1; j < roots.Length; j++)
            {
                if (roots[i] is not { } a || roots[j] is not { } b) continue;
                apart.Add((a, b));
                apart.Add((b, a));
            }
        }
    }

    private int IdOf(Variable variable)
    {
        if (ids.TryGetValue(variable, out int id)) return id;
        id = parents.Count;
        ids.Add(variable, id);
        parents.Add(id);
        outside.Add([]);
        leaves.Add(Leaf(variable.Type));
        return id;
    }

    private static ValueType Leaf(ValueType type) => type is StorageType storage ? Leaf(storage.Element) : type;

    private int Find(int id)
    {
        while (parents[id] != id) id = parents[id] = parents[parents[id]];
        return id;
    }

    private void Join(int first, int second)
    {
        (first, second) = (Find(first), Find(second));
        if (first == second) return;
        if (second < first) (first, second) = (second, first);
        parents[second] = first;
        outside[first].AddRange(outside[second]);
        if (unknown.Contains(second)) unknown.Add(first);
    }
}
