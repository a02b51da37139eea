using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>
/// Runs eight iterations of counted loops side by side. What is left over at the end runs as before where that costs little; otherwise the last lanes run with the number of those
/// that take part. The last pass: no other understands lanes.
/// </summary>
internal sealed class Vectorizer
{
    private const int CostOfFunction = 10;

    private readonly Facts facts;
    private readonly bool isFast;
    private readonly Func<LaneLoop, Func<For, LaneLoop?>, bool> isWorthIt;
    private readonly VariableSource variables;
    private readonly Dictionary<For, LaneLoop?> found = [];
    private readonly OwnMemory own;
    private readonly Dictionary<Variable, Variable> memory = [];
    private Dictionary<(Expression Start, Expression Limit), Variable> wholes = [];

    private Vectorizer(Facts facts, bool isFast, Func<LaneLoop, Func<For, LaneLoop?>, bool> isWorthIt) =>
        (this.facts, this.isFast, this.isWorthIt, variables, own) = (facts, isFast, isWorthIt, new VariableSource(facts.Function), new OwnMemory(facts));

    /// <param name="function">What is to be emitted.</param>
    /// <param name="isFast">Whether the value may differ in the last places; otherwise all bits stay.</param>
    public static Function Run(Function function, bool isFast) => Run(function, isFast, LaneCost.IsWorthIt);

    /// <summary>The same, with another judgement of which loops gain by it.</summary>
    internal static Function Run(Function function, bool isFast, Func<LaneLoop, Func<For, LaneLoop?>, bool> isWorthIt)
    {
        var facts = new Facts(function);
        var pass = new Vectorizer(facts, isFast, isWorthIt);
        return facts.With(MemoryOfLanes.In(pass.Walk(facts.Body), pass.memory, pass.own.IsUndefined));
    }

    private Block Walk(Block block)
    {
        var outer = wholes;
        wholes = new Dictionary<(Expression, Expression), Variable>(outer);
        foreach (For loop in block.Statements.OfType<For>().Where(loop => loop.IsOverDirections)) block = DirectionLanes.Of(loop, block, facts, isFast, variables) ?? block;
        Block walked = block.With([.. block.Statements.SelectMany(Walk)]);
        wholes = outer;
        return walked;
    }

    private IEnumerable<Statement> Walk(Statement statement) =>
        statement is For { IsOverDirections: true, Step: LaneCode.Count } ? [statement]
            :
        statement is For whole && !isFast && LanesOf(whole) is null && LoopSplitting.Of(whole, facts, variables) is var (sums, rest) && LanesOf(rest) is { } part && isWorthIt(part, LanesOf) && LaneCost.IsWorthSplitting(part)
            ? [sums, .. LaneCalls.Of(part) ?? WhereEven(part, rest, Written(part))]
            :
        statement is For loop && LanesOf(loop) is { } lanes && isWorthIt(lanes, LanesOf) && (LaneCalls.Of(lanes) ?? (isFast || LaneCost.IsWorthItsLines(lanes) ? WhereEven(lanes, loop, Written(lanes)) : null)) is { } written
            ? written
            :
        statement is For longer && !(LanesOf(longer) is { } all && isWorthIt(all, LanesOf)) && LanePrefix.Of(longer, facts, LanesOf) is { } prefix && isWorthIt(prefix.Lanes, LanesOf)
            ? WhereEven(prefix.Lanes, longer, Written(longer, prefix))
            : WithRowsBefore(statement.Map(expression => expression, Walk));

    /// <summary>The statement, behind memory for rows side by side that its iterations would each take, of what it leaves as it is.</summary>
    private IEnumerable<Statement> WithRowsBefore(Statement statement)
    {
        if (statement is not (For or While)) return [statement];
        Block body = statement.Blocks().Single();
        var effects = new Lazy<Effects>(() => Effects.Of(statement, facts.Memory));
        List<Statement> memory = [.. body.Statements.Where(inner => inner is Declare { Value: Allocate { Lengths: { Count: 1 } lengths } } && LongestRow.Is(lengths[0]) && IsLeft(lengths[0].Child(0)))];
        return memory.Count == 0 ? [statement] : [.. memory, statement.Map(expression => expression, block => block.With([.. block.Statements.Except(memory)]))];

        bool IsLeft(Expression rows) => rows is Variable { Type: StorageType { Kind: StorageKind.Array } type } && !effects.Value.Disturb(rows) && (type.Rank > 1 || !effects.Value.Replaces(new Element(rows, Constant.Of(0))));
    }

    /// <summary>The loop in lanes, and as it was for rows of several lengths where its lanes need rows of one.</summary>
    private IEnumerable<Statement> WhereEven(LaneLoop lanes, For loop, IEnumerable<Statement> written)
    {
        if (lanes.Even.Count == 0) return written;
        Expression areEven = lanes.Even.Select(row => (Expression)LaneCode.AreEven(row.Storage, At(row, lanes.Loop.Start), At(row, lanes.Loop.Limit))).Aggregate((all, next) => new Apply(Primitive.And, ValueType.Boolean, all, next));
        return [new If(areEven, new Block(written.ToEquatableArray()), Copies.Of(new Block(loop), variables, new Dictionary<Variable, Expression>()))];

        Expression At(Element row, Expression place) => row.Indices[0].Substitute(variable => variable.Equals(lanes.Loop.Counter) ? place : null);
    }

    private LaneLoop? LanesOf(For loop)
    {
        if (!found.TryGetValue(loop, out LaneLoop? lanes)) found.Add(loop, lanes = LaneLoop.Of(loop, own.Of(loop), facts, isFast));
        return lanes;
    }

    private IEnumerable<Statement> Written(LaneLoop lanes)
    {
        var gathered = lanes.Reductions.Keys.ToDictionary(variable => variable, variable => variables.New(variable.Name + "Lanes", ValueType.Lanes, variable.Role));
        foreach (var (variable, kind) in lanes.Reductions.Select(pair => (pair.Key, pair.Value)))
            yield return new Declare(gathered[variable], kind == Reduction.Sum ? lanes.Nothing(variable) : variable);
        TakeMemory(lanes);
        var rows = RowsOf(lanes);
        foreach (Declare declare in Declared(rows)) yield return declare;
        bool isCheap = IsCheap(lanes.Loop.Body) && !memory.Keys.Any(lanes.IsGiven);
        Variable? whole = null;
        if (isCheap && !IsWhole(lanes.Loop))
        {
            whole = WholeOf(lanes.Loop, out Declare? declared);
            if (declared is not null) yield return declared;
        }

        yield return isCheap ? Eights(lanes, gathered, rows, whole ?? lanes.Loop.Limit) : Counted(lanes, gathered, rows);
        foreach (var (variable, kind) in lanes.Reductions.Select(pair => (pair.Key, pair.Value)))
        {
            yield return kind == Reduction.Sum
                ? new Assign(variable, AssignmentKind.Add, LaneCode.Sum(gathered[variable]))
                : new Assign(variable, AssignmentKind.Set, LaneCode.Largest(kind == Reduction.Max, gathered[variable]));
        }

        if (whole is not null) yield return lanes.Loop with { Start = whole };
    }

    /// <summary>The beginning in lanes, and the rest for each of them.</summary>
    private IEnumerable<Statement> Written(For loop, LanePrefix prefix)
    {
        TakeMemory(prefix.Lanes);
        var rows = RowsOf(prefix.Lanes);
        foreach (Declare declare in Declared(rows)) yield return declare;
        For upwards = prefix.Lanes.Loop;
        Variable counter = variables.New("first", ValueType.Int32, loop.Counter.Role), count = variables.New("count", ValueType.Int32, Role.Derivative);
        Variable lane = variables.New(LaneCode.Lane, ValueType.Int32, Role.Derivative);
        var body = new LaneBody(prefix.Lanes, variables, new Dictionary<Variable, Variable>(), counter, count) { Memory = memory, Rows = rows, Handed = prefix.Handed };
        List<Statement> statements = [new Declare(count, new Apply(Primitive.Min, ValueType.Int32, Constant.Of(LaneCode.Count), Terms.Minus(upwards.Limit, counter))), .. body.ToStatements()];
        IEnumerable<Statement> values = prefix.Handed.Select(variable => new Declare(variable, body.At(variable, lane)));
        IEnumerable<Statement> rest = values.Prepend(new Declare(loop.Counter, Terms.Plus(counter, lane))).Concat(Walk(new Block(prefix.Rest.ToEquatableArray())).Statements);
        statements.Add(new For(lane, Constant.Of(0), count, false, 1, new Block(rest.ToEquatableArray())));
        yield return new For(counter, upwards.Start, upwards.Limit, false, LaneCode.Count, new Block(statements.ToEquatableArray()));
    }

    private void TakeMemory(LaneLoop lanes)
    {
        foreach (Variable storage in lanes.Given.Where(storage => lanes.IsVarying(storage)))
            memory.Add(storage, variables.New(storage.Name, MemoryOfLanes.Rented((StorageType)storage.Type), storage.Role));
    }

    /// <summary>Memory for the rows that lanes read side by side.</summary>
    private Dictionary<Element, Variable> RowsOf(LaneLoop lanes) =>
        lanes.Rows.ToDictionary(row => row, row => variables.New(LaneCode.NameOf(row) + "Rows", new StorageType(StorageKind.Tape, ValueType.Lanes), Role.Temporary));

    private static IEnumerable<Declare> Declared(Dictionary<Element, Variable> rows) => rows.Select(pair =>
        new Declare(pair.Value, new Allocate((StorageType)pair.Value.Type, EquatableArray.Of<Expression>(LongestRow.Of(pair.Key.Storage)), Lifetime.Rented, Initialised: false)));

    /// <summary>Whether what is left over at the end costs little one by one: no functions, no loops.</summary>
    private static bool IsCheap(Block body) => body.AllStatements().All(statement => statement is not For
        && !statement.Reads().Any(read => read.Any(part => part is Apply { Primitive: { Form: PrimitiveForm.Function, Cost: >= CostOfFunction } })));

    /// <summary>Whether the number of iterations is a multiple of eight.</summary>
    private static bool IsWhole(For loop) => loop is { Start: Constant start, Limit: Constant limit } && (limit.Bits - start.Bits) % LaneCode.Count == 0;

    /// <summary>Where the whole eights end: one variable for all loops of the block over the same numbers.</summary>
    private Variable WholeOf(For loop, out Declare? declared)
    {
        declared = null;
        var key = (loop.Start, loop.Limit);
        if (wholes.TryGetValue(key, out Variable? known)) return known;
        Expression all = Number(loop);
        Variable whole = variables.New(LaneCode.Whole, ValueType.Int32, Role.Derivative);
        declared = new Declare(whole, Terms.Minus(loop.Limit, new Apply(Primitive.Remainder, ValueType.Int32, all, Constant.Of(LaneCode.Count))));
        if (facts.Uses.IsStable(loop.Start) && facts.Uses.IsStable(loop.Limit)) wholes.Add(key, whole);
        return whole;
    }

    /// <summary>The number of iterations.</summary>
    private static Expression Number(For loop) => (loop.Start, loop.Limit) switch
    {
        (Constant { Bits: 0 }, _) => loop.Limit,
        (Constant { Bits: > 0 and < short.MaxValue } start, Apply { Primitive.Name: "-", Operands.Count: 2 } less) when less.Operands[1] is Constant { Bits: > 0 and < short.MaxValue } constant =>
            less with { Operands = EquatableArray.Of(less.Operands[0], Constant.Of((int)(constant.Bits + start.Bits))) },
        _ => Terms.Minus(loop.Limit, loop.Start),
    };

    private For Eights(LaneLoop lanes, IReadOnlyDictionary<Variable, Variable> gathered, IReadOnlyDictionary<Element, Variable> rows, Expression end)
    {
        Variable counter = variables.New(lanes.Loop.Counter.Name, ValueType.Int32, lanes.Loop.Counter.Role);
        return new For(counter, lanes.Loop.Start, end, false, LaneCode.Count, Body(lanes, gathered, rows, counter, null));
    }

    private For Counted(LaneLoop lanes, IReadOnlyDictionary<Variable, Variable> gathered, IReadOnlyDictionary<Element, Variable> rows)
    {
        For loop = lanes.Loop;
        Variable counter = variables.New(loop.Counter.Name, ValueType.Int32, loop.Counter.Role);
        Variable count = variables.New("count", ValueType.Int32, Role.Derivative);
        var counted = new Declare(count, new Apply(Primitive.Min, ValueType.Int32, Constant.Of(LaneCode.Count), Terms.Minus(loop.Limit, counter)));
        if (IsWhole(loop)) return Eights(lanes, gathered, rows, loop.Limit);
        Block body = Body(lanes, gathered, rows, counter, count);
        return new For(counter, loop.Start, loop.Limit, false, LaneCode.Count, new Block(body.Statements.Prepend(counted).ToEquatableArray()));
    }

    private Block Body(LaneLoop lanes, IReadOnlyDictionary<Variable, Variable> gathered, IReadOnlyDictionary<Element, Variable> rows, Expression first, Expression? count) =>
        new(new LaneBody(lanes, variables, gathered, first, count) { Memory = memory, Rows = rows }.ToStatements().ToEquatableArray());
}
