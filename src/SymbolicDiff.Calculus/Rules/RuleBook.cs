using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>
/// All rules, in the order of their files; of the rules that match, the first one counts. Sums and products match in either order, but a rule that
/// matches as it is written comes before one that does not.
/// </summary>
public sealed class RuleBook
{
    private static readonly Lazy<RuleBook> Shipped = new(() =>
        new RuleBook([RuleFile.Embedded("derivatives.rules"), RuleFile.Embedded("simplifications.rules")]));

    private readonly ILookup<string, Rule> derivatives;
    private readonly ILookup<string, Rule> composites;
    private readonly Dictionary<string, RewriteRule[]> rewrites;
    private readonly Dictionary<string, RewriteRule[]> exactRewrites;

    /// <exception cref="RuleException">A file has a mistake.</exception>
    public RuleBook(IEnumerable<RuleFile> files)
        : this(files.Select(file => (file.Name, RuleGrammar.Read(file))))
    {
    }

    internal RuleBook(IEnumerable<(string Name, IReadOnlyList<RuleSyntax> Rules)> files)
    {
        List<Rule> rules = [];
        List<RewriteRule> simplifications = [];
        foreach (var (name, written) in files)
        {
            var binder = new RuleBinder(name);
            foreach (RuleSyntax syntax in written)
            {
                if (syntax is DerivativeSyntax derivative) rules.Add(binder.Bind(derivative));
                else simplifications.Add(binder.Bind((RewriteSyntax)syntax));
            }
        }

        derivatives = rules.Where(rule => rule.IsOfPrimitive).ToLookup(rule => rule.Pattern.Root, StringComparer.Ordinal);
        var trees = rules.Where(rule => !rule.IsOfPrimitive).ToList();
        composites = trees.Concat(trees.SelectMany(rule => rule.Reordered)).ToLookup(rule => rule.Pattern.Root, StringComparer.Ordinal);
        CompositeDepth = trees.Select(rule => DepthOf(rule.Pattern.Expression)).DefaultIfEmpty(0).Max();
        var inAnyOrder = simplifications.Concat(simplifications.SelectMany(rule => rule.Reordered)).ToList();
        rewrites = ByRoot(inAnyOrder);
        exactRewrites = ByRoot(inAnyOrder.Where(rule => !rule.IsAlgebraic));
        Simplifications = simplifications;
    }

    /// <summary>The rules of this assembly, read once.</summary>
    public static RuleBook Default => Shipped.Value;

    internal IReadOnlyList<RewriteRule> Simplifications { get; }

    /// <summary>
    /// One partial derivative for each operand, by the rule of this book or, of a method with a rule, its own; with the operands put in and <paramref name="result"/> for the value; null where there is no rule.
    /// An operand that is no real has the partial 0.
    /// </summary>
    public IReadOnlyList<Partial>? Partials(Apply apply, Expression result)
    {
        if (!apply.Type.IsReal) return null;
        var none = new Partial(Constant.RealOf(0, apply.Type), false);
        if (!apply.Operands.Any(operand => operand.Type.IsReal)) return [.. apply.Operands.Select(_ => none)];
        Func<Expression, Expression> build = new TermRewriter(this, algebraic: true).Build;
        RuleMatch? found = apply.Primitive.Ruled is MethodRule own ? own.Match(apply, result, build) : FirstMatch(derivatives, apply, result, build);
        return found is { } match
            ? [.. match.Partials.Select((partial, i) => apply.Operands[i].Type.IsReal ? partial : none)]
            : null;
    }

    /// <summary>How many operations the deepest composite has above a variable.</summary>
    public int CompositeDepth { get; }

    /// <summary>
    /// The derivative of a whole tree, where a rule knows it better than the chain rule does; else null. Operands, and parts of the tree that the
    /// partials use, are the tree's own instances.
    /// </summary>
    public RuleMatch? Composite(Expression tree, Expression result)
    {
        var rewriter = new TermRewriter(this, algebraic: true);
        return FirstMatch(composites, tree, result, form => PartOf(tree, rewriter.Build(form)));
    }

    internal RewriteRule[] RewritesOf(string root, bool algebraic) =>
        (algebraic ? rewrites : exactRewrites).TryGetValue(root, out RewriteRule[]? rules) ? rules : [];

    private static Dictionary<string, RewriteRule[]> ByRoot(IEnumerable<RewriteRule> rules) =>
        rules.GroupBy(rule => rule.Pattern.Root).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static Expression PartOf(Expression tree, Expression expression) =>
        expression is Constant or Variable
            ? expression
            : tree.DescendantsAndSelf().FirstOrDefault(part => TermEquality.Same(part, expression)) ?? expression;

    private static int DepthOf(Expression expression) =>
        expression is Constant or Variable ? 0 : 1 + expression.Children().Max(DepthOf);

    private static RuleMatch? FirstMatch(ILookup<string, Rule> rules, Expression expression, Expression result, Func<Expression, Expression> build)
    {
        if (Pattern.RootOf(expression) is not { } root) return null;
        foreach (Rule rule in rules[root])
            if (rule.Match(expression, result, build) is { } match) return match;
        return null;
    }
}
