using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>One member of all elements of a storage, or, of a storage of reals, the storage.</summary>
internal sealed record Lane(Variable Storage, EquatableArray<string> Member)
{
    /// <summary>Those of a storage.</summary>
    public static IEnumerable<Lane> Of(Variable storage) => Columns.Reals(storage).Select(column => new Lane(storage, Columns.NamesOf(column)));

    /// <summary>The same member of other storage of the same composites.</summary>
    public Expression In(Expression storage) => Columns.Reals(storage).Single(column => Columns.NamesOf(column).Equals(Member));

    /// <summary>Its place among the reals of an element.</summary>
    public int Index => Columns.Reals(Storage).Select(Columns.NamesOf).ToList().IndexOf(Member);
}

/// <summary>
/// Which elements of the independent storages an element of another storage can depend on, where the code's indices show it: those at fixed distances
/// from its own. Neither the order of the statements nor their conditions are looked at, so that an entry can only be too many, never missing.
/// </summary>
internal sealed class Sparsity
{
    /// <summary>Beyond these a pattern is no longer a narrow one.</summary>
    private const int MostOffsets = 32;

    private const int LargestOffset = 4096;

    /// <summary>Elements of a lane, of which the storage stands for its alias class.</summary>
    private sealed record Access(Lane Lane, EquatableArray<IndexForm> Indices);

    private readonly Activity activity;
    private readonly IndexForms indices;

    // Null stands for anything.
    private readonly Dictionary<Variable, HashSet<Access>?> scalars = [];
    private readonly Dictionary<Lane, HashSet<Access>?> edges = [];
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
        foreach (Statement statement in statements) Hide(statement);
        do
        {
            isChanged = false;
            foreach (Statement statement in statements) Visit(statement);
        }
        while (isChanged);
    }

    /// <summary>For each independent lane the distances of its elements from those of the dependent one, one for each index; null where the code does not show them.</summary>
    public IReadOnlyDictionary<Lane, IReadOnlyList<EquatableArray<IndexForm>>>? Offsets(Lane dependent, IEnumerable<Lane> independents)
    {
        if (!IsFlat(dependent.Storage) || Reach(Keyed(dependent), Rank(dependent.Storage)) is not { } reached) return null;
        return independents.ToDictionary(lane => lane, lane => (IReadOnlyList<EquatableArray<IndexForm>>)
            [.. reached.Where(access => access.Lane.Equals(Keyed(lane))).Select(access => access.Indices.Map(AtCall)).Distinct().OrderBy(Order, StringComparer.Ordinal)]);
    }

    /// <summary>Storage whose elements have one index or two.</summary>
    public static bool IsFlat(Variable variable) => variable.Type is StorageType { Element: not StorageType, Kind: not StorageKind.Stack };

    private static int Rank(Variable storage) => ((StorageType)storage.Type).Rank;

    private static string Order(EquatableArray<IndexForm> offset) => string.Join(" ", offset.Select(form =>
        string.Join(" ", form.Terms.Select(term => Printer.Print(term.Atom) + " " + Sortable(term.Factor))) + " " + Sortable(form.Constant)));

    private static string Sortable(long number) => (number + (1L << 40)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private IndexForm AtCall(IndexForm form) => form.Terms.Aggregate(IndexForm.Of(form.Constant), (sum, term) => sum.Plus(IndexForm.Of(indices.AtCall(term.Atom)!), term.Factor));

    private Variable Class(Variable storage) => activity.KeyOf(storage);

    private Lane Keyed(Lane lane) => lane with { Storage = Class(lane.Storage) };

    private Lane? LaneOf(Expression path) => path.Whole() is Variable storage ? new Lane(Class(storage), Columns.NamesOf(path)) : null;

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
            if (part is Variable { Type: StorageType } variable && !IsFlat(variable)) Hide(variable);
        }

        if (statement is Declare { Variable: { Type: StorageType } given, Value: External { Callee: not null } }) Hide(given);
        foreach (Expression written in Activity.CallOf(statement)?.Written ?? [])
            if (written.Type is StorageType) Hide(written);
        foreach ((Variable target, _) in Activity.FlowsOf(statement))
            if (target.Type is StorageType && !IsFlat(target)) Hide(target);
    }

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
            case Declare { Value: CopyOf { Storage: Variable source } } declare: Link(declare.Variable, source); break;
            case Assign { Target: Variable { Type.IsReal: true } target } assign: Add(target, Sources(assign.Value)); break;
            case Assign { Target: Variable { Type: StorageType } target, Value: CopyOf { Storage: Variable source } }: Link(target, source); break;
            case Assign { Target: Element { Type.IsReal: true } element } assign: Write(element.Storage, element, Sources(assign.Value)); break;
            case Fill { Storage: Variable storage } fill: Write(storage, null, Sources(fill.Value)); break;
            case Fill fill: Hide(fill.Storage); break;
            case Copy { Source: Variable source, Target: Variable target }: Link(target, source); break;
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
            case Element element: return LaneOf(element.Storage) is { } lane && FormsOf(element) is { } forms ? [new Access(lane, forms)] : null;
            case Apply apply: return All(apply.Operands.Where(operand => operand.Type.IsReal));
            case Conditional choice: return All([choice.WhenTrue, choice.WhenFalse]);
            case External { Callee: not null } or External { DerivativeOf: not null }: return null;
            default: return [];
        }
    }

    private EquatableArray<IndexForm>? FormsOf(Element element)
    {
        List<IndexForm?> forms = [.. element.Indices.Select(indices.Of)];
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
        if (LaneOf(path) is not { } lane)
        {
            Hide(path);
            return;
        }

        EquatableArray<IndexForm>? at = place is null ? null : FormsOf(place);
        HashSet<Access>? links = sources is null || at is null ? null : [];
        foreach (Access access in sources ?? [])
        {
            if (at is null || access.Indices.Count != at.Count || Distances(access, at)?.ToList() is not { } distances) links = null;
            else links?.UnionWith(distances);
        }

        Merge(edges, lane, links);
    }

    /// <summary>The access seen from a place: distances that are known at the call.</summary>
    private IEnumerable<Access>? Distances(Access access, EquatableArray<IndexForm> at)
    {
        var from = access with { Indices = access.Indices.Select((index, i) => index.Plus(at[i], -1)).ToEquatableArray() };
        List<Access>? distances = Expanded(from, term => indices.AtCall(term.Atom) is null)?.ToList();
        return distances is null || distances.Any(distance => distance.Indices.Any(index => index.Constant is < -LargestOffset or > LargestOffset)) ? null : distances;
    }

    private void Link(Variable target, Variable source)
    {
        if (!IsVaried(source) || Class(target).Equals(Class(source))) return;
        var none = Enumerable.Repeat(IndexForm.Zero, Rank(source)).ToEquatableArray();
        foreach (Lane lane in Lane.Of(source))
        {
            bool isSame = Rank(source) == Rank(target) && ((StorageType)source.Type).Element.Equals(((StorageType)target.Type).Element);
            Merge(edges, new Lane(Class(target), lane.Member), isSame ? [new Access(Keyed(lane), none)] : null);
        }
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

    /// <summary>Every element that one of the lane can depend on, through any number of others; a chain that wanders has no end.</summary>
    private HashSet<Access>? Reach(Lane start, int rank)
    {
        var reached = new HashSet<Access>();
        var pending = new Stack<Access>();
        pending.Push(new Access(start, Enumerable.Repeat(IndexForm.Zero, rank).ToEquatableArray()));
        while (pending.Count > 0)
        {
            Access at = pending.Pop();
            if (hidden.Contains(at.Lane.Storage)) return null;
            if (!reached.Add(at)) continue;
            if (reached.Count > 8 * MostOffsets) return null;
            if (!edges.TryGetValue(at.Lane, out var next)) continue;
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
