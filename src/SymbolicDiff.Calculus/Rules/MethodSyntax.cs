using System.Globalization;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>The rule of a method, parsed. Its parts are files to the parser, so that a mistake says which part has it.</summary>
internal sealed class MethodSyntax
{
    private readonly List<(int File, PartialSyntax Partial, IReadOnlyList<DefinitionSyntax> Definitions)> partials = [];
    private readonly DerivativeSyntax? head;

    private MethodSyntax(MethodDeclaration declaration)
    {
        Declaration = declaration;
        EquatableArray<string> parts = declaration.Rule.Parts;
        if (declaration.Rule.Form == RuleForm.Rule)
        {
            head = RuleGrammar.ReadRule(new RuleFile(File(0), parts[0]), declaration.Rule.LinesAbove) as DerivativeSyntax
                ?? throw new RuleException(File(0), declaration.Rule.LinesAbove + 1, 1, "expected the derivative of a method, found a simplification");
            partials.AddRange(head.Partials.Select(partial => (0, partial, (IReadOnlyList<DefinitionSyntax>)[])));
            return;
        }

        int first = declaration.Rule.Form == RuleForm.HeadAndPartials ? 1 : 0;
        if (first == 1) head = RuleGrammar.ReadHead(new RuleFile(File(0), parts[0]));
        for (int i = first; i < parts.Count; i++)
        {
            var (partial, definitions) = RuleGrammar.ReadPartial(new RuleFile(File(i), parts[i]));
            partials.Add((i, partial, definitions));
        }
    }

    public MethodDeclaration Declaration { get; }

    public Term? Guard => head?.Guard;

    /// <summary>The calls in it, without its left side.</summary>
    public IEnumerable<CallTerm> Calls => partials.Select(partial => partial.Partial.Value)
        .Concat(partials.SelectMany(partial => partial.Definitions).Concat(head?.Definitions ?? []).Select(definition => definition.Value))
        .SelectMany(CallsIn);

    /// <exception cref="RuleException">A text is not in the language.</exception>
    public static MethodSyntax Parse(MethodDeclaration declaration) => new(declaration);

    public string File(int part) => part.ToString(CultureInfo.InvariantCulture);

    public static int PartOf(string file) => int.Parse(file, CultureInfo.InvariantCulture);

    public RuleException Mistake(CallTerm call, string problem)
    {
        int part = partials.Where(partial => CallsIn(partial.Partial.Value).Contains(call)).Select(partial => partial.File).FirstOrDefault();
        return new RuleException(File(part), Declaration.Rule.LinesAbove + call.Place.Line, call.Place.Column, problem);
    }

    /// <exception cref="RuleException">The rule does not fit the method.</exception>
    public Rule Bind(Primitive method, RuleBinder binder)
    {
        int line = Declaration.Rule.LinesAbove;
        binder.GoTo(File(0), line);
        Pattern pattern = binder.Head(new Apply(method, Declaration.Result), Parameters(binder), Guard);
        binder.Define(head?.Definitions ?? [], pattern);
        var bound = new List<Partial>();
        foreach (var (file, partial, definitions) in partials)
        {
            binder.GoTo(File(file), line);
            binder.Define(definitions, pattern);
            bound.Add(binder.Bind(partial));
            binder.Forget(definitions);
        }

        return new Rule(pattern, ByOperand(bound, binder));
    }

    private static IEnumerable<CallTerm> CallsIn(Term term) => term switch
    {
        CallTerm call => call.Arguments.SelectMany(CallsIn).Prepend(call),
        IfTerm choice => new[] { choice.Condition, choice.WhenTrue, choice.WhenFalse }.SelectMany(CallsIn),
        _ => [],
    };

    /// <summary>The names of the operands; none for the instance.</summary>
    private List<(Place Place, string Name)?> Parameters(RuleBinder binder)
    {
        var parameters = new List<(Place, string)?>();
        if (Declaration.IsInstance) parameters.Add(null);
        if (head is null)
        {
            parameters.AddRange(Declaration.Names.Select(name => ((Place, string)?)(new Place(1, 1), name)));
            return parameters;
        }

        if (head.Head is not CallTerm call) throw binder.Mistake(head.Head.Place, "expected a method with names for its parameters, as in 'erf(x)'");
        if (call.Arguments.Count != Declaration.Names.Count)
            throw binder.WrongCount(call.Place, Declaration.Names.Count, "parameter", " of '" + Declaration.FullName + "'", call.Arguments.Count);
        foreach (Term argument in call.Arguments)
        {
            if (argument is not NameTerm name) throw binder.Mistake(argument.Place, "expected the name of a parameter");
            parameters.Add((name.Place, name.Name));
        }

        return parameters;
    }

    /// <summary>One partial for each operand. Those of parameters that are no reals may be left out, and are 0 where they are not.</summary>
    private List<Partial> ByOperand(List<Partial> bound, RuleBinder binder)
    {
        var reals = Declaration.Types.Select(type => type.IsReal).ToList();
        int self = Declaration.IsInstance ? 1 : 0;
        int count = reals.Count(isReal => isReal);
        bool isEach = bound.Count == Declaration.Names.Count;
        if (!isEach && bound.Count != count)
        {
            if (partials.Count > 0) binder.GoTo(File(partials[0].File), Declaration.Rule.LinesAbove);
            throw binder.WrongCount(partials.Count > 0 ? partials[0].Partial.Value.Place : new Place(1, 1), count, "partial derivative", Named(reals), bound.Count);
        }

        var byOperand = new List<Partial>();
        int next = 0;
        for (int i = 0; i < reals.Count; i++)
        {
            bool hasOwn = reals[i] || (isEach && i >= self);
            Partial partial = hasOwn ? bound[next] : new Partial(Constant.Of(0.0), false);
            if (!reals[i] && partial.Value is not Constant { Real: 0 })
            {
                binder.GoTo(File(partials[next].File), Declaration.Rule.LinesAbove);
                throw binder.Mistake(partials[next].Partial.Value.Place, "expected 0, for '" + Declaration.Names[i - self] + "' is no real number");
            }

            if (hasOwn) next++;
            byOperand.Add(partial);
        }

        return byOperand;
    }

    private string Named(List<bool> reals)
    {
        int self = Declaration.IsInstance ? 1 : 0;
        return ", one for each of " + string.Join(", ", Declaration.Names.Where((_, i) => reals[i + self]).Select(name => "'" + name + "'"));
    }
}
