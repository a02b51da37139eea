using System.Globalization;

namespace SymbolicDiff.Fuzz.Programs;

/// <summary>Writes the statements of one method.</summary>
internal sealed partial class Statements
{
    private const int MostDepth = 3;

    private readonly Random random;
    private readonly Scope scope;
    private readonly List<Callee> callees;
    private readonly Expressions expressions;
    private readonly Func<Node> result;
    private readonly bool hasSingles;
    private readonly string prefix;
    private int budget;
    private int names;
    private int loops;

    /// <param name="random">Decides everything.</param>
    /// <param name="scope">The method's parameters.</param>
    /// <param name="callees">The methods that may be called.</param>
    /// <param name="result">Makes the statement that leaves the method early.</param>
    /// <param name="budget">How many statements there may be.</param>
    /// <param name="prefix">Tells the names of one method from those of another.</param>
    /// <param name="hasSingles">Whether there is arithmetic of single precision.</param>
    public Statements(Random random, Scope scope, IReadOnlyList<Callee> callees, Func<Expressions, Node> result, int budget, string prefix, bool hasSingles)
    {
        (this.random, this.scope, this.callees, this.budget, this.prefix, this.hasSingles) = (random, scope, [.. callees], budget, prefix, hasSingles);
        expressions = new Expressions(random, scope, this.callees);
        this.result = () => result(expressions);
    }

    public Expressions Expressions => expressions;

    public List<Node> Write()
    {
        List<Node> statements = [];
        while (budget > 0) statements.AddRange(Statement(0));
        return statements;
    }

    private string New(string name) => $"{name}{prefix}{names++}";

    private List<Node> Some(int depth)
    {
        List<Node> statements = [];
        int count = 1 + random.Next(3);
        for (int i = 0; i < count && budget > 0; i++) statements.AddRange(Statement(depth));
        return statements;
    }

    private Node Body(int depth, params Node[] last)
    {
        scope.Enter();
        int known = callees.Count;
        Node body = Node.Block([.. Some(depth), .. last]);
        callees.RemoveRange(known, callees.Count - known);
        scope.Leave();
        return body;
    }

    private IEnumerable<Node> Statement(int depth)
    {
        budget--;
        List<Func<IEnumerable<Node>>> choices = [Declare, Declare, Assign, Assign, Assign, DeclareTruth, DeclareWhole, Swap, Chain, DeclarePair, ChangePair, ChangePairs, ChangePairs, Query, List, Nullable, Meter, Meter];
        if (scope.Storages.Count > 0) choices.AddRange([Store, Store, Store, SwapElements, Reference]);
        choices.AddRange([DeclareStorage, Rearrange, Alias]);
        if (depth < MostDepth) choices.AddRange([() => Branch(depth), () => Branch(depth), () => Choice(depth), () => Function(depth), () => Cleanup(depth)]);
        if (depth == 0) choices.Add(Delegate);
        if (depth < MostDepth && loops < 2) choices.AddRange([() => Loop(depth), () => Loop(depth), () => While(depth), () => Each(depth)]);
        if (depth < 2) choices.AddRange([Vector, Vector, Vector]);
        if (depth > 0) choices.Add(Leave);
        return expressions.Pick(choices)();
    }

    private static Node Line(string format, params Node[] parts) => Node.Of(Kind.Statement, format + "\n", parts);

    private IEnumerable<Node> Declare()
    {
        bool isSingle = hasSingles && expressions.Chance(3);
        string type = isSingle ? "float" : "double";
        if (!isSingle && expressions.Chance(5))
        {
            (string first, string second) = (New("a"), New("b"));
            Node line = Line($"double {first} = $, {second} = $;", expressions.Double(2), expressions.Double(2));
            scope.Reals.AddRange([new Real(first, false), new Real(second, false)]);
            return [line];
        }

        string name = New(isSingle ? "f" : "a");
        Node declaration = Line($"{type} {name} = $;", expressions.Of(isSingle, 3));
        scope.Reals.Add(new Real(name, isSingle));
        return [declaration];
    }

    private Real? Target()
    {
        List<Real> targets = [.. scope.Reals.Where(real => real.IsAssignable)];
        return targets.Count == 0 ? null : expressions.Pick(targets);
    }

    private IEnumerable<Node> Assign()
    {
        if (Target() is not { } target) return Declare();
        if (target.IsSingle)
            return [expressions.Chance(2)
                ? Line($"{target.Name} = $;", expressions.ModerateSingle(expressions.Of(true, 2)))
                : Line($"{target.Name} += 0.5f * $;", expressions.ModerateSingle(expressions.Of(true, 1)))];
        Node value = expressions.Double(2);
        return [random.Next(7) switch
        {
            0 => Line($"{target.Name} += $;", expressions.Moderate(value)),
            1 => Line($"{target.Name} -= 0.7 * $;", expressions.Moderate(value)),
            2 => Line($"{target.Name} *= $;", expressions.Moderate(value)),
            3 => Line($"{target.Name} /= 1.7 + $;", expressions.Moderate(value)),
            4 => Line($"{target.Name} = $;", expressions.Moderate(value)),
            _ => Line($"{target.Name} = $;", expressions.Moderate(expressions.Double(3))),
        }];
    }

    /// <summary>Assignments inside of expressions, in C#'s order of evaluation.</summary>
    private IEnumerable<Node> Chain()
    {
        if (Target() is not { IsSingle: false } first || Target() is not { IsSingle: false } second) return Assign();
        return [expressions.Chance(2)
            ? Line($"{first.Name} = {second.Name} = $;", expressions.Moderate(expressions.Double(1)))
            : Line($"{first.Name} = {second.Name} + ({second.Name} = $) * {second.Name};", expressions.Moderate(expressions.Double(1)))];
    }

    private IEnumerable<Node> Swap()
    {
        List<Real> targets = [.. scope.Reals.Where(real => real is { IsAssignable: true, IsSingle: false })];
        if (targets.Count < 2) return Declare();
        (Real first, Real second) = (expressions.Pick(targets), expressions.Pick(targets));
        return first == second ? Assign() : [expressions.Chance(2)
            ? Line($"({first.Name}, {second.Name}) = ({second.Name}, {first.Name});")
            : Line($"({first.Name}, {second.Name}) = ($, {first.Name});", expressions.Moderate(expressions.Double(1)))];
    }

    private IEnumerable<Node> DeclareTruth()
    {
        string name = New("c");
        Node line = Line($"bool {name} = $;", expressions.Condition());
        scope.Truths.Add(name);
        return [line];
    }

    private IEnumerable<Node> DeclareWhole()
    {
        List<Whole> targets = [.. scope.Wholes.Where(whole => whole.IsAssignable)];
        if (targets.Count > 0 && expressions.Chance(2))
        {
            Whole target = expressions.Pick(targets);
            return [Line($"{target.Name} = $;", expressions.Index(target.High + 1))];
        }

        string name = New("j");
        Node line = Line($"int {name} = $;", expressions.Index(3));
        scope.Wholes.Add(new Whole(name, 0, 2, true));
        return [line];
    }

    private IEnumerable<Node> DeclarePair()
    {
        string name = New("s");
        List<Node> lines = [Line($"Pair {name} = new Pair($, $);", expressions.Double(2), expressions.Double(1))];
        scope.Pairs.Add(name);
        return lines;
    }

    private IEnumerable<Node> ChangePair()
    {
        if (scope.Pairs.Count == 0) return DeclarePair();
        string pair = expressions.Pick(scope.Pairs);
        string other = expressions.Pick(scope.Pairs);
        return [random.Next(6) switch
        {
            0 => Line($"{pair}.X = $;", expressions.Moderate(expressions.Double(2))),
            1 => Line($"{pair}.Y += $;", expressions.Moderate(expressions.Double(1))),
            2 => Line($"{pair} = {other} with {{ Y = $ }};", expressions.Moderate(expressions.Double(1))),
            3 => Line($"{pair}.Turn($);", expressions.Double(1)),
            4 => Line($"{pair} = {other} + new Pair($, $);", expressions.Moderate(expressions.Double(1)), expressions.Number()),
            _ => Line($"({pair}.X, {pair}.Y) = ({pair}.Y, $);", expressions.Moderate(expressions.Double(1))),
        }];
    }

    private IEnumerable<Node> Branch(int depth)
    {
        Node condition = expressions.Condition();
        Node then = Body(depth + 1);
        return [random.Next(4) switch
        {
            0 => Node.Of(Kind.Statement, "if ($) $", condition, then),
            1 => Node.Of(Kind.Statement, "if ($) $ else if ($) $", condition, then, expressions.Condition(), Body(depth + 1)),
            2 => Node.Of(Kind.Statement, "if ($) $ else if ($) $ else $", condition, then, expressions.Condition(), Body(depth + 1), Body(depth + 1)),
            _ => Node.Of(Kind.Statement, "if ($) $ else $", condition, then, Body(depth + 1)),
        }];
    }

    private IEnumerable<Node> Choice(int depth)
    {
        Node exit = Line("break;") with { MayGo = false };
        if (expressions.Chance(2) && scope.Wholes.Count > 0)
            return [Node.Of(Kind.Statement, "switch ($) { case 0: $ case 1 when $: $ default: $ }\n",
                Node.Leaf(Kind.Integer, expressions.Pick(scope.Wholes).Name), Body(depth + 1, exit), expressions.Condition(), Body(depth + 1, exit), Body(depth + 1, exit))];
        Node chosen = expressions.Double(1);
        Node decided = Node.Of(Kind.Truth, "($ > 0.3)", chosen) with { Decides = true };
        return [Node.Of(Kind.Statement, "switch ($) { case true: $ default: $ }\n", decided, Body(depth + 1, exit), Body(depth + 1, exit))];
    }

    /// <summary>Leaves the method, the iteration or the loop, under a condition.</summary>
    private IEnumerable<Node> Leave()
    {
        Node left = loops > 0 && random.Next(3) > 0 ? Line(expressions.Chance(2) ? "break;" : "continue;") : result();
        return [Node.Of(Kind.Statement, "if ($) { $ }\n", expressions.Condition(), left)];
    }

    /// <summary>A local function or lambda that reads, or changes, what is around it.</summary>
    private IEnumerable<Node> Function(int depth)
    {
        Scope inside = scope.Capturable();
        List<Real> captured = [.. inside.Reals.Where(real => real is { IsAssignable: true, IsSingle: false })];
        if (depth > 0 || captured.Count == 0) return Assign();
        string name = New("g");
        string changed = expressions.Pick(captured).Name;
        var within = new Expressions(random, inside, []);
        if (expressions.Chance(3) && !inside.Reals.Exists(IsOfMeter) && !inside.Storages.Exists(storage => storage.Shape is Shape.List or Shape.Jagged)) // what calls itself sees no objects, lists and rows that change later
        {
            callees.Add(new Callee(null, $"{name}($, {Text(1 + random.Next(3))})", 1));
            return [Line($"double {name}(double t, int depth) {{ if (depth <= 0) return $ * t; {changed} += 0.25 * t; return 0.5 * {name}(t * $, depth - 1) + {changed}; }}",
                within.Moderate(within.Double(1)), within.Moderate(within.Double(0)))];
        }

        Node line = expressions.Chance(2)
            ? Line($"Func<double, double> {name} = t => {changed} * $ + 0.3 * t * t;", within.Moderate(within.Double(1)))
            : Line($"double {name}(double t) {{ {changed} += 0.25 * t; return $ * t; }}", within.Moderate(within.Double(1)));
        callees.Add(new Callee(null, name + "($)", 1));
        return [line];
    }

    private static bool IsOfMeter(Real real) => real.Name.EndsWith(".Level", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
