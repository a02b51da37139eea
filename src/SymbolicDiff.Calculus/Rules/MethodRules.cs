using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>The methods of the user's that have rules. Partials may call functions of the language and all of these methods.</summary>
public sealed class MethodRules
{
    /// <summary>No method has a rule.</summary>
    public static readonly MethodRules None = new([]);

    private readonly Dictionary<string, Primitive> primitives = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MethodSyntax[]> methods;
    private readonly Dictionary<(MethodSyntax From, CallTerm Call), MethodSyntax?> resolved = [];
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuleMistake> elsewhere = new(StringComparer.Ordinal);
    private readonly List<RuleMistake> mistakes = [];
    private readonly Dictionary<string, Callee> callees = new(StringComparer.Ordinal);

    private MethodRules(IReadOnlyList<MethodDeclaration> declarations, IReadOnlyList<MethodCallee>? byHand = null)
    {
        foreach (MethodCallee method in byHand ?? [])
        {
            if (method.Callee is null) broken.Add(method.Key);
            else callees[method.Key] = method.Callee;
        }

        var written = declarations.OrderBy(declaration => declaration.Key, StringComparer.Ordinal).Select(Parsed).OfType<MethodSyntax>().ToList();
        methods = written.GroupBy(method => method.Declaration.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        foreach (MethodSyntax[] rules in methods.Values) RefuseSecond(rules);
        foreach (MethodSyntax method in written.Where(method => !primitives.ContainsKey(method.Declaration.Key)))
            primitives.Add(method.Declaration.Key, Primitive.Call(RuleOf(method)));
        foreach (MethodSyntax method in written) Guarded(method.Declaration, () => Bind(method));
    }

    /// <summary>Whether no method has a rule.</summary>
    public bool IsEmpty => primitives.Count == 0 && callees.Count == 0 && broken.Count == 0;

    /// <summary>What is wrong with the rules, in the order of the methods.</summary>
    public IReadOnlyList<RuleMistake> Mistakes => mistakes;

    public static MethodRules Of(EquatableArray<MethodDeclaration> declarations) => new(declarations);

    /// <summary>As above; calls of some methods are differentiated by reverse derivatives that were written by hand, here or in other assemblies.</summary>
    public static MethodRules Of(
        EquatableArray<MethodDeclaration> declarations, EquatableArray<MethodCallee> byHand, EquatableArray<MethodCallee> referenced)
    {
        var own = new HashSet<string>(byHand.Select(method => method.Key), StringComparer.Ordinal);
        var ruled = new HashSet<string>(declarations.Select(declaration => declaration.Key), StringComparer.Ordinal);
        return new MethodRules(
            [.. declarations.Where(declaration => declaration.Assembly is null || !own.Contains(declaration.Key))],
            [.. byHand, .. referenced.Where(method => !own.Contains(method.Key) && !ruled.Contains(method.Key))]);
    }

    /// <summary>How calls of the method are differentiated by a reverse derivative that was written by hand; null where it has none.</summary>
    public Callee? FindCallee(string key) => !broken.Contains(key) && callees.TryGetValue(key, out Callee? callee) ? callee : null;

    /// <summary>The call of the method; null where it has no rule, or one with a mistake.</summary>
    public Primitive? Find(string key) => !broken.Contains(key) && primitives.TryGetValue(key, out Primitive primitive) ? primitive : null;

    /// <summary>Whether the method has a rule with a mistake that is reported.</summary>
    public bool IsBroken(string key) => broken.Contains(key) && !elsewhere.ContainsKey(key);

    /// <summary>Why the rule that comes with another assembly cannot be used; null where it can, or where there is none.</summary>
    public RuleMistake? MistakeElsewhere(string key) => elsewhere.TryGetValue(key, out RuleMistake mistake) ? mistake : null;

    private MethodSyntax? Parsed(MethodDeclaration declaration)
    {
        MethodSyntax? syntax = null;
        Guarded(declaration, () => syntax = MethodSyntax.Parse(declaration));
        return syntax;
    }

    private void Guarded(MethodDeclaration declaration, Action action)
    {
        try
        {
            action();
        }
        catch (RuleException mistake)
        {
            broken.Add(declaration.Key);
            var found = new RuleMistake(declaration, MethodSyntax.PartOf(mistake.File), mistake.Line, mistake.Column, mistake.Problem);
            if (declaration.Assembly is not null) elsewhere[declaration.Key] = found;
            else if (!mistakes.Contains(found)) mistakes.Add(found);
        }
    }

    /// <summary>Several rules of a file are one rule in cases: all but the last one have a condition.</summary>
    private void RefuseSecond(MethodSyntax[] rules)
    {
        for (int i = 1; i < rules.Length; i++)
        {
            MethodDeclaration second = rules[i].Declaration;
            bool isCase = rules[i - 1].Guard is not null && second.Rule.Form == RuleForm.Rule && second.Rule.Place == rules[i - 1].Declaration.Rule.Place;
            if (isCase) continue;
            broken.Add(second.Key);
            mistakes.Add(new RuleMistake(second, 0, second.Rule.LinesAbove + 1, 1, "a rule already", IsSecond: true));
        }
    }

    private void Bind(MethodSyntax method)
    {
        var rule = (MethodRule)primitives[method.Declaration.Key].Ruled!;
        var binder = new RuleBinder(method.File(0), call => Called(method, call));
        rule.Add(method.Bind(primitives[method.Declaration.Key], binder));
    }

    private Primitive? Called(MethodSyntax from, CallTerm call) =>
        Resolve(from, call) is { } target ? primitives[target.Declaration.Key] : null;

    /// <summary>
    /// The method that a partial calls: by its name, alone or with its type and namespace; first among the methods of the same type, then among those
    /// whose rules come with the same assembly, and among overloads the one of the same precision.
    /// </summary>
    private MethodSyntax? Resolve(MethodSyntax from, CallTerm call)
    {
        if (!resolved.TryGetValue((from, call), out MethodSyntax? target)) resolved.Add((from, call), target = FindCalled(from, call));
        return target;
    }

    private MethodSyntax? FindCalled(MethodSyntax from, CallTerm call)
    {
        var named = methods.Values.Select(rules => rules[0])
            .Where(method => !method.Declaration.IsInstance && method.Declaration.Names.Count == call.Arguments.Count
                && MethodNames.Match(method.Declaration.FullName, call.Name))
            .OrderBy(method => method.Declaration.Result.Equals(from.Declaration.Result) ? 0 : 1)
            .ThenBy(method => method.Declaration.Key, StringComparer.Ordinal)
            .ToList();
        var near = named.Where(method => MethodNames.TypeOf(method.Declaration.FullName) == MethodNames.TypeOf(from.Declaration.FullName)).ToList();
        if (near.Count == 0) near = [.. named.Where(method => method.Declaration.Assembly == from.Declaration.Assembly)];
        if (near.Count > 0) named = near;
        if (named.Select(method => method.Declaration.FullName).Distinct(StringComparer.Ordinal).Count() < 2) return named.FirstOrDefault();
        throw from.Mistake(call, "expected the name of one method, found '" + RuleLimits.Short(call.Name) + "', which is " + string.Join(" or ", named.Select(method => method.Declaration.FullName).Distinct()));
    }

    /// <summary>The method, defined by the texts of all rules that its derivatives, of any order, can use.</summary>
    private MethodRule RuleOf(MethodSyntax method)
    {
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>();
        pending.Push(method.Declaration.Key);
        while (pending.Count > 0)
        {
            string key = pending.Pop();
            if (!reached.Add(key)) continue;
            foreach (MethodSyntax rule in methods[key])
                foreach (CallTerm call in rule.Calls)
                    if (TryResolve(rule, call) is { } target) pending.Push(target.Declaration.Key);
        }

        var texts = reached.SelectMany(key => methods[key]).Select(rule => rule.Declaration)
            .Select(rule => rule.Callee + "(" + string.Join(", ", rule.Names) + "): " + string.Join(" | ", rule.Rule.Parts));
        return new MethodRule(method.Declaration, reached.ToEquatableArray(), string.Join("\n", texts));
    }

    private MethodSyntax? TryResolve(MethodSyntax from, CallTerm call)
    {
        MethodSyntax? target = null;
        Guarded(from.Declaration, () => target = Resolve(from, call));
        return target;
    }
}
