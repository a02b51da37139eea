using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>
/// Runs eight iterations of counted loops side by side. A short body stands twice, for the whole eights and for what is left; a long one once, with the number of iterations
/// that take part. The last pass: no other understands lanes.
/// </summary>
internal sealed class Vectorizer
{
    private const int LongestTwice = 6;

    private readonly Facts facts;
    private readonly bool isFast;
    private readonly Func<LaneLoop, Func<For, LaneLoop?>, bool> isWorthIt;
    private readonly VariableSource variables;
    private readonly Dictionary<For, LaneLoop?> found = [];

    private Vectorizer(Facts facts, bool isFast, Func<LaneLoop, Func<For, LaneLoop?>, bool> isWorthIt) =>
        (this.facts, this.isFast, this.isWorthIt, variables) = (facts, isFast, isWorthIt, new VariableSource(facts.Function));

    /// <param name="function">What is to be emitted.</param>
    /// <param name="isFast">Whether the value may differ in the last places; otherwise all bits stay.</param>
    public static Function Run(Function function, bool isFast) => Run(function, isFast, LaneCost.IsWorthIt);

    /// <summary>The same, with another judgement of which loops gain by it.</summary>
    internal static Function Run(Function function, bool isFast, Func<LaneLoop, Func<For, LaneLoop?>, bool> isWorthIt)
    {
        var facts = new Facts(function);
        return facts.With(new Vectorizer(facts, isFast, isWorthIt).Walk(facts.Body));
    }

    private Block Walk(Block block) => block.With([.. block.Statements.SelectMany(Walk)]);

    private IEnumerable<Statement> Walk(Statement statement) =>
        statement is For loop && LanesOf(loop) is { } lanes && isWorthIt(lanes, LanesOf) ? Written(lanes) : [statement.Map(expression => expression, Walk)];

    private LaneLoop? LanesOf(For loop)
    {
        if (!found.TryGetValue(loop, out LaneLoop? lanes)) found.Add(loop, lanes = LaneLoop.Of(loop, facts, isFast));
        return lanes;
    }

    private IEnumerable<Statement> Written(LaneLoop lanes)
    {
        var gathered = lanes.Reductions.Keys.ToDictionary(variable => variable, variable => variables.New(variable.Name + "Lanes", ValueType.Lanes, variable.Role));
        foreach (var (variable, kind) in lanes.Reductions.Select(pair => (pair.Key, pair.Value)))
            yield return new Declare(gathered[variable], kind == Reduction.Sum ? Constant.Of(0.0) : variable);
        bool isShort = lanes.Loop.Body.AllStatements().Count() <= LongestTwice && !lanes.Loop.Body.AllStatements().Any(statement => statement is For);
        foreach (Statement statement in isShort ? Twice(lanes, gathered) : Once(lanes, gathered)) yield return statement;
        foreach (var (variable, kind) in lanes.Reductions.Select(pair => (pair.Key, pair.Value)))
        {
            yield return kind == Reduction.Sum
                ? new Assign(variable, AssignmentKind.Add, LaneCode.Sum(gathered[variable]))
                : new Assign(variable, AssignmentKind.Set, LaneCode.Largest(kind == Reduction.Max, gathered[variable]));
        }
    }

    private IEnumerable<Statement> Twice(LaneLoop lanes, IReadOnlyDictionary<Variable, Variable> gathered)
    {
        For loop = lanes.Loop;
        Expression all = loop.Start.IsInteger(0) ? loop.Limit : Terms.Minus(loop.Limit, loop.Start);
        Variable whole = variables.New("whole", ValueType.Int32, Role.Derivative);
        yield return new Declare(whole, Terms.Minus(loop.Limit, new Apply(Primitive.Remainder, ValueType.Int32, all, Constant.Of(LaneCode.Count))));
        Variable counter = variables.New(loop.Counter.Name, ValueType.Int32, loop.Counter.Role);
        yield return new For(counter, loop.Start, whole, false, LaneCode.Count, Body(lanes, gathered, counter, null));
        Variable rest = variables.New("rest", ValueType.Int32, Role.Derivative);
        yield return new Declare(rest, Terms.Minus(loop.Limit, whole));
        yield return new If(new Apply(Primitive.Greater, ValueType.Boolean, rest, Constant.Of(0)), Body(lanes, gathered, whole, rest), Block.Empty);
    }

    private IEnumerable<Statement> Once(LaneLoop lanes, IReadOnlyDictionary<Variable, Variable> gathered)
    {
        For loop = lanes.Loop;
        Variable counter = variables.New(loop.Counter.Name, ValueType.Int32, loop.Counter.Role);
        Variable count = variables.New("count", ValueType.Int32, Role.Derivative);
        var counted = new Declare(count, new Apply(Primitive.Min, ValueType.Int32, Constant.Of(LaneCode.Count), Terms.Minus(loop.Limit, counter)));
        Block body = Body(lanes, gathered, counter, count);
        yield return new For(counter, loop.Start, loop.Limit, false, LaneCode.Count, new Block(body.Statements.Prepend(counted).ToEquatableArray()));
    }

    private Block Body(LaneLoop lanes, IReadOnlyDictionary<Variable, Variable> gathered, Expression first, Expression? count) =>
        new(new LaneBody(lanes, variables, gathered, first, count).ToStatements().ToEquatableArray());
}
