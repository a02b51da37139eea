using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>The place of a statement: its number in program order, the statement around it, and in which of that statement's blocks it stands.</summary>
internal sealed class Site(int index, Statement statement, Site? parent, int branch)
{
    public int Index => index;

    public Statement Statement => statement;

    /// <summary>The number of the last statement inside this one.</summary>
    public int End { get; set; }

    public Site? Parent => parent;

    public int Branch => branch;

    /// <summary>The loops around the statement, the outermost first.</summary>
    public IReadOnlyList<Site> Loops { get; } = LoopsAround(parent);

    /// <summary>Whether the statement stands in a branch, at any depth.</summary>
    public bool IsInBranch { get; } = parent is not null && (parent.Statement is If || parent.IsInBranch);

    private static IReadOnlyList<Site> LoopsAround(Site? parent) =>
        parent is null ? [] : parent.Statement is For or While ? [.. parent.Loops, parent] : parent.Loops;
}

/// <summary>A variable that each iteration of an uncounted loop moves by the same step, once, at one place.</summary>
internal sealed record Induction(Variable Variable, long Step, Site Move);

/// <summary>A moment of the primal sweep: just before or just after a statement.</summary>
internal readonly record struct Moment(Site Site, bool After);

/// <summary>
/// Numbers the statements of a function and knows where each variable is given a value and where the content of each alias class changes: whether a
/// value read at some moment is still there when the reverse sweep comes back to it.
/// </summary>
internal sealed class Timeline
{
    private readonly List<Site> sites = [];
    private readonly Dictionary<Variable, List<Site>> definitions = [];
    private readonly Dictionary<Variable, List<Site>> contentChanges = [];
    private readonly Dictionary<Variable, Site> storedFirst = [];
    private readonly Dictionary<Variable, Site> declarations = [];
    private readonly Dictionary<Variable, Variable> originals = [];
    private readonly Aliasing aliasing;

    public Timeline(Function function, Aliasing aliasing)
    {
        this.aliasing = aliasing;
        Number(function.Body, null, 0);
    }

    /// <summary>The sites in program order, parents before the statements inside them.</summary>
    public IReadOnlyList<Site> Sites => sites;

    /// <summary>The sites of a block's own statements, the first of which has the number.</summary>
    public IEnumerable<Site> SitesOf(Block block, int first)
    {
        int next = first;
        foreach (Statement _ in block.Statements)
        {
            yield return sites[next];
            next = sites[next].End + 1;
        }
    }

    public IReadOnlyList<Site> DefinitionsOf(Variable variable) => definitions.TryGetValue(variable, out var found) ? found : [];

    public IReadOnlyList<Site> ContentChangesOf(Variable storage) => contentChanges.TryGetValue(aliasing.ClassOf(storage), out var found) ? found : [];

    /// <summary>The first statement <c>a[i] = variable</c>.</summary>
    public Site? FirstStoreOf(Variable variable) => storedFirst.TryGetValue(variable, out Site? site) ? site : null;

    /// <summary>Whether a statement or those inside it declare the variable or give it a value.</summary>
    public bool IsAssignedIn(Variable variable, Site site) =>
        DeclarationOf(variable) is { } declaration && Contains(site, declaration) || DefinitionsOf(variable).Any(definition => Contains(site, definition));

    private static bool Contains(Site outer, Site inner) => inner.Index >= outer.Index && inner.Index <= outer.End;

    /// <summary>An integer that each iteration of the loop at the site moves once by the same step, if there is one.</summary>
    public Induction? InductionOf(Site loop)
    {
        foreach (Site site in sites.Skip(loop.Index + 1).Take(loop.End - loop.Index))
        {
            if (site.Parent != loop) continue;
            if (site.Statement is not Assign { Kind: not AssignmentKind.Set, Target: Variable variable, Value: Constant { Bits: not 0 } step } move) continue;
            if (variable.Type is not ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 }) continue;
            if (DeclarationOf(variable) is { } declaration && Contains(loop, declaration)) continue;
            if (DefinitionsOf(variable).Count(definition => Contains(loop, definition)) == 1)
                return new Induction(variable, move.Kind == AssignmentKind.Add ? step.Bits : -step.Bits, site);
        }

        return null;
    }

    /// <summary>The statement that declares a local; null for parameters.</summary>
    public Site? DeclarationOf(Variable variable) => declarations.TryGetValue(variable, out Site? site) ? site : null;

    /// <summary>A variable that a pass adds, declared beside the statement at the site and given values there.</summary>
    public void AddLocal(Variable variable, Site site)
    {
        declarations.Add(variable, site);
        ListOf(definitions, variable).Add(site);
    }

    /// <summary>A variable that a pass adds, declared and given values wherever <paramref name="original"/> is.</summary>
    public void AddLike(Variable variable, Variable original)
    {
        AddCopy(variable, original);
        if (declarations.TryGetValue(original, out Site? declaration)) declarations.Add(variable, declaration);
        if (definitions.TryGetValue(original, out var found)) ListOf(definitions, variable).AddRange(found);
    }

    /// <summary>A variable that a pass adds for the value of <paramref name="original"/> or for its shadow.</summary>
    public void AddCopy(Variable variable, Variable original) => originals.Add(variable, OriginalOf(original));

    /// <summary>The primal's variable that the variable was added for, or itself.</summary>
    public Variable OriginalOf(Variable variable) => originals.TryGetValue(variable, out Variable? original) ? original : variable;

    /// <summary>
    /// Whether the variable keeps the value that it has at the moment until the end of the primal sweep; with a fused loop, until the end of its iteration.
    /// </summary>
    public bool KeepsValue(Variable variable, Moment moment, Site? fusedLoop) => DefinitionsOf(variable).All(site => !MayFollow(site, moment, fusedLoop));

    /// <summary>Whether the storage that the path leads into, or its column, keeps the content that it has at the moment, in the same sense.</summary>
    public bool KeepsContent(Expression path, Moment moment, Site? fusedLoop) =>
        Aliasing.Root(path) is { } root && ContentChangesOf(root).All(site => !MayFollow(site, moment, fusedLoop) || IsInOtherColumn(site.Statement, path));

    private static bool IsInOtherColumn(Statement change, Expression path) =>
        change is Assign { Target: Element place } && Columns.AreApart(place.Storage, path) && !Activity.HasEffects(change);

    /// <summary>Whether each row of a jagged array stays the same array, in the same sense; its content may change.</summary>
    public bool KeepsRows(Variable storage, Moment moment, Site? fusedLoop) =>
        ContentChangesOf(OriginalOf(storage)).All(site => !GivesRows(site.Statement) || !MayFollow(site, moment, fusedLoop));

    private static bool GivesRows(Statement statement) =>
        statement is not (Assign { Target.Type: not StorageType } or Fill or Copy { Source.Type: StorageType { Element: not StorageType } })
        || Activity.HasEffects(statement);

    /// <summary>Whether nothing but the store itself changes the storage's content from the store on, in the same sense.</summary>
    public bool IsKeptFrom(Site store, Variable storage, Site? fusedLoop) =>
        ContentChangesOf(storage).All(site => site == store || !MayFollow(site, new Moment(store, true), fusedLoop));

    /// <summary>The statements that may change the storage's content after the moment and before the end of the primal sweep, or of the fused loop's iteration.</summary>
    public IEnumerable<Site> ContentChangesAfter(Variable storage, Moment moment, Site? fusedLoop) =>
        ContentChangesOf(storage).Where(site => MayFollow(site, moment, fusedLoop));

    /// <summary>Whether a statement between two numbers, themselves included, may change the storage's content.</summary>
    public bool MayChangeContent(Variable storage, int first, int last) => ContentChangesOf(storage).Any(site => site.Index >= first && site.Index <= last);

    /// <summary>Whether the variable is a parameter or is declared in a block around the inside of the fused loop; without one, around the end of the function.</summary>
    public bool IsVisible(Variable variable, Site? fusedLoop)
    {
        if (!declarations.TryGetValue(variable, out Site? declaration) || declaration.Parent is null) return true;
        for (Site? around = fusedLoop; around is not null; around = around.Parent)
            if (declaration.Parent == around) return true;
        return false;
    }

    /// <summary>Whether variables of the expression are given values after the first and before the last of two statements of one block.</summary>
    public bool MayChangeBetween(Expression expression, Site first, Site last) => expression.DescendantsAndSelf().OfType<Variable>()
        .Any(variable => DefinitionsOf(variable).Any(site => site.Index > first.End && site.Index < last.Index));

    private static bool MayFollow(Site site, Moment moment, Site? fusedLoop)
    {
        Site at = moment.Site;
        if (fusedLoop is not null && (site.Index <= fusedLoop.Index || site.Index > fusedLoop.End)) return false;
        int outside = fusedLoop is null ? 0 : fusedLoop.Loops.Count + 1;
        if (site.Loops.Count > outside && at.Loops.Count > outside && ReferenceEquals(site.Loops[outside], at.Loops[outside])) return true;
        return site.Index > (moment.After ? at.End : at.Index - 1) && !InOtherBranch(site, at);
    }

    private static bool InOtherBranch(Site site, Site at)
    {
        for (Site? a = site; a is not null; a = a.Parent)
            for (Site? b = at; b is not null; b = b.Parent)
                if (ReferenceEquals(a.Parent, b.Parent))
                    return a.Parent is not null && a.Branch != b.Branch;
        return false;
    }

    private static List<Site> ListOf(Dictionary<Variable, List<Site>> lists, Variable variable)
    {
        if (!lists.TryGetValue(variable, out var list)) lists.Add(variable, list = []);
        return list;
    }

    private void Number(Block block, Site? parent, int branch)
    {
        foreach (Statement statement in block.Statements)
        {
            var site = new Site(sites.Count, statement, parent, branch);
            sites.Add(site);
            Define(statement, site);
            int inner = 0;
            foreach (Block nested in statement.Blocks()) Number(nested, site, inner++);
            site.End = sites.Count - 1;
        }
    }

    private void Define(Statement statement, Site site)
    {
        Variable? declared = statement switch
        {
            Declare declare => declare.Variable,
            Pop pop => pop.Target,
            For loop => loop.Counter,
            _ => null,
        };
        if (declared is not null) declarations.Add(declared, site);
        Variable? defined = statement switch
        {
            Declare { Value: not null } declare => declare.Variable,
            Assign { Target: Variable target } => target,
            Pop pop => pop.Target,
            For loop => loop.Counter,
            _ => null,
        };
        if (defined is not null) ListOf(definitions, defined).Add(site);
        foreach (Variable reference in statement.References()) ListOf(definitions, reference).Add(site);
        foreach (Variable written in Activity.StorageWrites(statement)) ListOf(contentChanges, aliasing.ClassOf(written)).Add(site);
        if (statement is Assign { Kind: AssignmentKind.Set, Target: Element, Value: Variable stored } && !storedFirst.ContainsKey(stored))
            storedFirst.Add(stored, site);
    }
}
