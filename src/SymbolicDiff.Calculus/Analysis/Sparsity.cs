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

    /// <summary>Elements of a strand, of which the storage stands for its alias class.</summary>
    private sealed record Access(Strand Strand, EquatableArray<IndexForm> Indices);

    private readonly Activity activity;
    private readonly IndexForms indices;
    private readonly RowNames rows;
    private readonly Dictionary<Variable, int> depths = [];

    // Null stands for anything.
    private readonly Dictionary<Variable, HashSet<Access>?> scalars = [];
    private readonly Dictionary<Strand, HashSet<Access>?> edges = [];
    private readonly HashSet<Variable> hidden = [];
    private bool isChanged;

    /// <param name="function">The function.</param>
    /// <param name="independents">What the elements may depend on; scalars among them are not followed.</param>
    /// <param name="dependents">What is asked about.</param>
    public Sparsity(Function function, IEnumerable<Variable> independents, IEnumerable<Variable> dependents)
    {
        activity = Activity.Of(function, independents.Where(variable => variable.Type is StorageType), dependents);
        indices = new IndexForms(function);
        List<Statement> statements = [.. function.Body.AllStatements()];
        rows = new RowNames(statements);
        HideUnknownRows(statements.OfType<Declare>().Select(declare => declare.Variable).Concat(function.Parameters.Select(parameter => parameter.Variable)));
        foreach (Statement statement in statements) Hide(statement);
        do
        {
            isChanged = false;
            foreach (Statement statement in statements) Visit(statement);
        }
        while (isChanged);
    }

    /// <summary>For each independent strand the distances of its elements from those of the dependent one, one for each index; null where the code does not show them.</summary>
    public IReadOnlyDictionary<Strand, IReadOnlyList<EquatableArray<IndexForm>>>? Offsets(Strand dependent, IEnumerable<Strand> independents)
    {
        if (!IsIndexed(dependent.Storage) || Reach(Keyed(dependent), Elements.Depth(dependent.Storage.Type)) is not { } reached) return null;
        return independents.ToDictionary(strand => strand, strand => (IReadOnlyList<EquatableArray<IndexForm>>)
            [.. reached.Where(access => access.Strand.Equals(Keyed(strand))).Select(access => access.Indices.Map(AtCall)).Distinct().OrderBy(Order, StringComparer.Ordinal)]);
    }

    /// <summary>Storage whose elements are reached by their indices, rows of jagged storage included.</summary>
    public static bool IsIndexed(Variable variable) => variable.Type is StorageType { Kind: not StorageKind.Stack };

    private static string Order(EquatableArray<IndexForm> offset) => string.Join(" ", offset.Select(form =>
        string.Join(" ", form.Terms.Select(term => Printer.Print(term.Atom) + " " + Sortable(term.Factor))) + " " + Sortable(form.Constant)));

    private static string Sortable(long number) => (number + (1L << 40)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private IndexForm AtCall(IndexForm form) => form.Terms.Aggregate(IndexForm.Of(form.Constant), (sum, term) => sum.Plus(IndexForm.Of(indices.AtCall(term.Atom)!), term.Factor));

    private Variable Class(Variable storage) => activity.KeyOf(storage);

    private Strand Keyed(Strand strand) => strand with { Storage = Class(strand.Storage) };

    private Strand? StrandOf(Expression path) => rows.Of(path) is var (storage, _) ? new Strand(Class(storage), Columns.NamesOf(path)) : null;

    private bool IsVaried(Expression path) => Aliasing.Root(path) is { } root && activity.IsVaried(root);

    /// <summary>Rows that have names of which nobody knows the indices, and those that others may have put into several places.</summary>
    private void HideUnknownRows(IEnumerable<Variable> declared)
    {
        List<Variable> whole = [.. declared.Where(variable => variable.Type is StorageType && !rows.IsRow(variable))];
        foreach (Variable variable in whole)
            depths[Class(variable)] = Math.Max(Elements.Depth(variable.Type), depths.TryGetValue(Class(variable), out int known) ? known : 0);
        foreach (Variable variable in whole)
        {
            int depth = depths[Class(variable)];
            bool isJagged = variable.Type is StorageType { Element: StorageType };
            if (Elements.Depth(variable.Type) < depth || isJagged && activity.Aliasing.MayBeOutside(variable)) Hide(variable);
        }
    }

    /// <summary>Memory that is reached in another way than by an index has no offsets.</summary>
    private void Hide(Statement statement)
    {
        foreach (Expression part in statement.Reads().SelectMany(read => read.DescendantsAndSelf()))
        {
            if (part is View view) Hide(view.Storage);
            if (part is External { Type.CarriesReals: true } or External { HasEffects: true, KeepsStorage: false })
                foreach (Expression operand in ((External)part).Operands.Where(operand => operand.Type is StorageType)) Hide(operand);
            if (part is Variable { Type: StorageType { Kind: StorageKind.Stack } } stack) Hide((Expression)stack);
        }

        if (statement is Declare { Variable: { Type: StorageType } given, Value: External { Callee: not null } }) Hide(given);
        if (statement is Assign { Target: Element { Type: StorageType } row, Value: not (Allocate or ZerosLike or CopyOf { Memory.Element: not StorageType }) }) Hide(row);
        if (statement is Copy { Source.Type: StorageType { Element: StorageType } } copy && !(IsWhole(copy.Source) && IsWhole(copy.Target))) Hide(copy.Target);
        foreach (Expression written in Activity.CallOf(statement)?.Written ?? [])
            if (written.Type is StorageType) Hide(written);
        foreach ((Variable target, _) in Activity.FlowsOf(statement))
            if (target.Type is StorageType { Kind: StorageKind.Stack }) Hide((Expression)target);
    }

    private bool IsWhole(Expression path) => path is Variable variable && !rows.IsRow(variable);

    private void Hide(Expression path)
    {
        if (Aliasing.Root(path) is { } root) hidden.Add(Class(root));
    }

    private void Visit(Statement statement)
    {
        if ((Activity.DerivativeCallOf(statement) ?? Activity.CallOf(statement)) is { } call)
            foreach (Variable changed in call.References) Add(changed, null);
        switch (statement)
        {
            case Declare { Value: { Type.IsReal: true } value } declare: Add(declare.Variable, Sources(value)); break;
            case Declare { Value: CopyOf copy } declare: Link(declare.Variable, copy.Storage); break;
            case Assign { Target: Variable { Type.IsReal: true } target } assign: Add(target, Sources(assign.Value)); break;
            case Assign { Target: { Type: StorageType } target, Value: CopyOf copy }: Link(target, copy.Storage); break;
            case Assign { Target: Element { Type.IsReal: true } element } assign: Write(element.Storage, element, Sources(assign.Value)); break;
            case Fill fill: Write(fill.Storage, null, Sources(fill.Value)); break;
            case Copy copy: Link(copy.Target, copy.Source); break;
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
            case Element element: return StrandOf(element.Storage) is { } strand && FormsOf(element) is { } forms ? [new Access(strand, forms)] : null;
            case Apply apply: return All(apply.Operands.Where(operand => operand.Type.IsReal));
            case Conditional choice: return All([choice.WhenTrue, choice.WhenFalse]);
            case External { Callee: not null } or External { DerivativeOf: not null }: return null;
            default: return [];
        }
    }

    private EquatableArray<IndexForm>? FormsOf(Expression path)
    {
        if (rows.Of(path) is not var (_, all)) return null;
        List<IndexForm?> forms = [.. all.Select(indices.Of)];
        return forms.Contains(null) ? null : forms.OfType<IndexForm>().ToEquatableArray();
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
            if (Expanded(access, term => !indices.IsVisible(term, scalar)) is { } forms) lasting?.UnionWith(forms);
            else lasting = null;
        }

        Merge(scalars, scalar, lasting);
    }

    /// <summary>The access with what <paramref name="isOut"/> names replaced by its values.</summary>
    private IEnumerable<Access>? Expanded(Access access, Func<IndexTerm, bool> isOut)
    {
        IEnumerable<Access> all = [access with { Indices = EquatableArray<IndexForm>.Empty }];
        foreach (IndexForm index in access.Indices)
        {
            if (indices.Expanded(index, isOut)?.ToList() is not { } values) return null;
            all = all.SelectMany(prefix => values.Select(value => prefix with { Indices = prefix.Indices.Append(value).ToEquatableArray() }));
        }

        return all;
    }

    private void Write(Expression path, Element? place, HashSet<Access>? sources)
    {
        if (sources is { Count: 0 }) return;
        if (StrandOf(path) is not { } strand)
        {
            Hide(path);
            return;
        }

        Merge(edges, strand, Links(sources, place is null ? null : FormsOf(place)));
    }

    /// <summary>What is read, seen from the place that it is written to.</summary>
    private HashSet<Access>? Links(IEnumerable<Access>? sources, EquatableArray<IndexForm>? at)
    {
        HashSet<Access>? links = sources is null || at is null ? null : [];
        foreach (Access access in sources ?? [])
        {
            if (at is null || access.Indices.Count != at.Count || Distances(access, at)?.ToList() is not { } distances) links = null;
            else links?.UnionWith(distances);
        }

        return links;
    }

    /// <summary>The access seen from a place: distances that are known at the call.</summary>
    private IEnumerable<Access>? Distances(Access access, EquatableArray<IndexForm> at)
    {
        var from = access with { Indices = access.Indices.Select((index, i) => index.Plus(at[i], -1)).ToEquatableArray() };
        List<Access>? distances = Expanded(from, term => indices.AtCall(term.Atom) is null)?.ToList();
        return distances is null || distances.Any(distance => distance.Indices.Any(index => index.Constant is < -LargestOffset or > LargestOffset)) ? null : distances;
    }

    /// <summary>All elements of a storage, or of a row, from those of another.</summary>
    private void Link(Expression target, Expression source)
    {
        if (!IsVaried(source)) return;
        if (StrandOf(target) is not { Storage: var to } || StrandOf(source) is not { Storage: var from })
        {
            Hide(target);
            return;
        }

        bool isSame = ((StorageType)source.Type).Rank == ((StorageType)target.Type).Rank && ((StorageType)source.Type).Element.Equals(((StorageType)target.Type).Element);
        EquatableArray<IndexForm> rest = Enumerable.Repeat(IndexForm.Zero, Elements.Depth(source.Type)).ToEquatableArray();
        EquatableArray<IndexForm>? at = Behind(target), read = Behind(source);
        foreach (Strand strand in Strand.Of(source is Variable variable ? variable : Aliasing.Root(source)!))
            Merge(edges, strand with { Storage = to }, isSame && read is not null ? Links([new Access(strand with { Storage = from }, read)], at) : null);

        EquatableArray<IndexForm>? Behind(Expression path) => FormsOf(path)?.Concat(rest).ToEquatableArray();
    }

    private void Merge<T>(Dictionary<T, HashSet<Access>?> all, T key, HashSet<Access>? more)
        where T : notnull
    {
        if (!all.TryGetValue(key, out HashSet<Access>? known)) all.Add(key, known = []);
        if (known is null) return;
        int before = known.Count;
        if (more is not null) known.UnionWith(more);
        if (more is null || known.Count > MostOffsets) all[key] = null;
        isChanged |= more is null || known.Count != before;
    }

    /// <summary>Every element that one of the strand can depend on, through any number of others; a chain that wanders has no end.</summary>
    private HashSet<Access>? Reach(Strand start, int rank)
    {
        var reached = new HashSet<Access>();
        var pending = new Stack<Access>();
        pending.Push(new Access(start, Enumerable.Repeat(IndexForm.Zero, rank).ToEquatableArray()));
        while (pending.Count > 0)
        {
            Access at = pending.Pop();
            if (hidden.Contains(at.Strand.Storage)) return null;
            if (!reached.Add(at)) continue;
            if (reached.Count > 8 * MostOffsets) return null;
            if (!edges.TryGetValue(at.Strand, out var next)) continue;
            if (next is null) return null;
            foreach (Access access in next)
            {
                if (access.Indices.Count != at.Indices.Count) return null;
                pending.Push(access with { Indices = access.Indices.Select((index, i) => index.Plus(at.Indices[i])).ToEquatableArray() });
            }
        }

        return reached;
    }
}
