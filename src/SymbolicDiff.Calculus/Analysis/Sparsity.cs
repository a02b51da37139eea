using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>
/// Which elements of the independent storages an element of another storage can depend on, where the code's indices show it: those at fixed distances
/// from its own. Neither the order of the statements nor their conditions are looked at, so that an entry can only be too many, never missing.
/// </summary>
internal sealed class Sparsity
{
    /// <summary>Beyond these a pattern is no longer a narrow one.</summary>
    private const int MostOffsets = 32;

    private const int LargestOffset = 4096;

    private sealed record Access(Variable Class, IndexForm Index);

    private readonly Activity activity;
    private readonly IndexForms indices;

    // Null stands for anything.
    private readonly Dictionary<Variable, HashSet<Access>?> scalars = [];
    private readonly Dictionary<Variable, HashSet<(Variable Class, int Offset)>?> edges = [];
    private bool isChanged;

    private Sparsity(Function function, IReadOnlyList<Variable> independents, IReadOnlyList<Variable> dependents)
    {
        activity = Activity.Of(function, independents, dependents);
        indices = new IndexForms(function);
        List<Statement> statements = [.. function.Body.AllStatements()];
        foreach (Statement statement in statements) Hide(statement);
        do
        {
            isChanged = false;
            foreach (Statement statement in statements) Visit(statement);
        }
        while (isChanged);
    }

    /// <param name="function">The function.</param>
    /// <param name="independents">What the elements may depend on; scalars among them are not followed.</param>
    /// <param name="dependent">The storage that is asked about.</param>
    /// <returns>For each independent storage of rank one the distances of its elements from the dependent one's; null where the code does not show them.</returns>
    public static IReadOnlyDictionary<Variable, IReadOnlyList<int>>? Offsets(Function function, IReadOnlyList<Variable> independents, Variable dependent)
    {
        List<Variable> followed = [.. independents.Where(variable => variable.Type is StorageType)];
        if (!followed.Append(dependent).All(IsRow)) return null;
        var sparsity = new Sparsity(function, followed, [dependent]);
        if (sparsity.Reach(sparsity.Class(dependent)) is not { } reached) return null;
        return followed.ToDictionary(
            variable => variable,
            variable => (IReadOnlyList<int>)[.. reached.Where(access => access.Class.Equals(sparsity.Class(variable))).Select(access => access.Offset).OrderBy(offset => offset)]);
    }

    /// <summary>The fewest colours that tell the columns of a row apart when column j has colour j mod colours.</summary>
    public static int Colours(IReadOnlyList<int> offsets)
    {
        int colours = offsets.Count;
        while (offsets.Select(offset => (offset % colours + colours) % colours).Distinct().Count() < offsets.Count) colours++;
        return colours;
    }

    public static bool IsRow(Variable variable) => variable.Type is StorageType { Rank: 1, Element: ScalarType, Kind: not StorageKind.Stack };

    private Variable Class(Variable storage) => activity.KeyOf(storage);

    private bool IsVaried(Expression path) => Aliasing.Root(path) is { } root && activity.IsVaried(root);

    /// <summary>Memory that is reached in another way than by an index has no offsets.</summary>
    private void Hide(Statement statement)
    {
        foreach (Expression part in statement.Reads().SelectMany(read => read.DescendantsAndSelf()))
        {
            if (part is View view) Hide(view.Storage);
            if (part is CopyOf { Storage: not Variable } copy) Hide(copy.Storage);
            if (part is External { Type.CarriesReals: true } or External { HasEffects: true, KeepsStorage: false })
                foreach (Expression operand in ((External)part).Operands.Where(operand => operand.Type is StorageType)) Hide(operand);
            if (part is Variable { Type: StorageType } variable && !IsRow(variable)) Hide(variable);
        }

        if (statement is Declare { Variable: { Type: StorageType } given, Value: External { Callee: not null } }) Hide(given);
        foreach (Expression written in Activity.CallOf(statement)?.Written ?? [])
            if (written.Type is StorageType) Hide(written);
        foreach ((Variable target, _) in Activity.FlowsOf(statement))
            if (target.Type is StorageType && !IsRow(target)) Hide(target);
    }

    private void Hide(Expression path)
    {
        if (Aliasing.Root(path) is { } root) edges[Class(root)] = null;
    }

    private void Visit(Statement statement)
    {
        if ((Activity.DerivativeCallOf(statement) ?? Activity.CallOf(statement)) is { } call)
            foreach (Variable changed in call.References) Add(changed, null);
        switch (statement)
        {
            case Declare { Value: { Type.IsReal: true } value } declare: Add(declare.Variable, Sources(value)); break;
            case Declare { Value: CopyOf { Storage: Variable source } } declare: Link(declare.Variable, source, 0); break;
            case Assign { Target: Variable { Type.IsReal: true } target } assign: Add(target, Sources(assign.Value)); break;
            case Assign { Target: Variable { Type: StorageType } target, Value: CopyOf { Storage: Variable source } }: Link(target, source, 0); break;
            case Assign { Target: Element { Storage: Variable storage, Type.IsReal: true } element } assign: Write(storage, element, Sources(assign.Value)); break;
            case Assign { Target: Element { Type.IsReal: true } element }: Hide(element); break;
            case Fill { Storage: Variable storage } fill: Write(storage, null, Sources(fill.Value)); break;
            case Fill fill: Hide(fill.Storage); break;
            case Copy { Source: Variable source, Target: Variable target }: Link(target, source, 0); break;
            case Copy copy: Hide(copy.Target); break;
            case Push push: Write(push.Stack, null, Sources(push.Value)); break;
            case Pop pop when IsVaried(pop.Stack): Add(pop.Target, null); break;
        }
    }

    /// <summary>What a real value depends on.</summary>
    private HashSet<Access>? Sources(Expression value)
    {
        switch (value)
        {
            case Variable variable: return scalars.TryGetValue(variable, out var known) ? known : [];
            case Element element when !IsVaried(element): return [];
            case Element { Storage: Variable storage } element:
                return indices.Of(element.Indices[0]) is { } index && element.Indices.Count == 1 ? [new Access(Class(storage), index)] : null;
            case Element: return null;
            case Apply apply: return All(apply.Operands.Where(operand => operand.Type.IsReal));
            case Conditional choice: return All([choice.WhenTrue, choice.WhenFalse]);
            case External { Callee: not null } or External { DerivativeOf: not null }: return null;
            default: return [];
        }
    }

    private HashSet<Access>? All(IEnumerable<Expression> operands)
    {
        var all = new HashSet<Access>();
        foreach (Expression operand in operands)
        {
            if (Sources(operand) is not { } sources) return null;
            all.UnionWith(sources);
        }

        return all;
    }

    /// <summary>What a scalar holds may be asked for as long as it lives; by then the parts of an index may have changed.</summary>
    private void Add(Variable scalar, HashSet<Access>? sources)
    {
        HashSet<Access>? lasting = sources is null ? null : [];
        foreach (Access access in sources ?? [])
        {
            if (indices.Expanded(access.Index, term => !indices.IsVisible(term, scalar)) is { } forms) lasting?.UnionWith(forms.Select(form => access with { Index = form }));
            else lasting = null;
        }

        Merge(scalars, scalar, lasting);
    }

    private void Write(Variable storage, Element? place, HashSet<Access>? sources)
    {
        if (sources is { Count: 0 }) return;
        IndexForm? at = place is { Indices.Count: 1 } ? indices.Of(place.Indices[0]) : null;
        HashSet<(Variable, int)>? links = sources is null || at is null ? null : [];
        foreach (Access access in sources ?? [])
        {
            if (at is null || indices.Expanded(access.Index.Plus(at, -1), _ => true)?.ToList() is not { } distances) links = null;
            else if (distances.Any(distance => distance.Constant is < -LargestOffset or > LargestOffset)) links = null;
            else links?.UnionWith(distances.Select(distance => (access.Class, (int)distance.Constant)));
        }

        Merge(edges, Class(storage), links);
    }

    private void Link(Variable target, Variable source, int offset)
    {
        if (IsVaried(source) && !Class(target).Equals(Class(source))) Merge(edges, Class(target), [(Class(source), offset)]);
    }

    private void Merge<T>(Dictionary<Variable, HashSet<T>?> all, Variable key, HashSet<T>? more)
    {
        if (!all.TryGetValue(key, out HashSet<T>? known)) all.Add(key, known = []);
        if (known is null) return;
        int before = known.Count;
        if (more is not null) known.UnionWith(more);
        if (more is null || known.Count > MostOffsets) all[key] = null;
        isChanged |= more is null || known.Count != before;
    }

    /// <summary>Every element that one of the class can depend on, through any number of others; a chain that wanders has no end.</summary>
    private HashSet<(Variable Class, int Offset)>? Reach(Variable start)
    {
        var reached = new HashSet<(Variable, int)>();
        var pending = new Stack<(Variable Class, int Offset)>();
        pending.Push((start, 0));
        while (pending.Count > 0)
        {
            var (at, offset) = pending.Pop();
            if (!reached.Add((at, offset))) continue;
            if (reached.Count > 8 * MostOffsets) return null;
            if (!edges.TryGetValue(at, out var next)) continue;
            if (next is null) return null;
            foreach (var (source, distance) in next) pending.Push((source, offset + distance));
        }

        return reached;
    }
}
