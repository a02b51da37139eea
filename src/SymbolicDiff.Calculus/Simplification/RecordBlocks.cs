using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Pushes what every iteration of a counted loop records at once, and pops it at once in the loop of the reverse sweep that mirrors it: inside, records are elements, and no
/// iteration waits for the one before.
/// </summary>
internal sealed class RecordBlocks
{
    private readonly VariableSource variables;
    private readonly Dictionary<Variable, int> mentions = [];
    private readonly Dictionary<Variable, For> pushing = [];
    private readonly Dictionary<Variable, For> popping = [];
    private readonly HashSet<Variable> local = [];

    private RecordBlocks(Facts facts)
    {
        variables = new VariableSource(facts.Function);
        facts.Body.ForEach(Collect);
        foreach (Variable stack in local.Where(stack => !IsMirrored(stack)).ToList()) local.Remove(stack);
    }

    public static Function Run(Facts facts)
    {
        if (!facts.Body.AllStatements().Any(statement => statement is Pop)) return facts.Function;
        var pass = new RecordBlocks(facts);
        return pass.local.Count == 0 ? facts.Function : facts.With(pass.Walk(facts.Body));
    }

    private void Collect(Statement statement)
    {
        if (statement is Declare { Value: Allocate { Memory: { Kind: StorageKind.Stack, Element: ScalarType } } } declare) local.Add(declare.Variable);
        foreach (Expression read in statement.Reads())
            read.ForEachVariable(variable =>
            {
                if (variable.Type is StorageType { Kind: StorageKind.Stack }) mentions[variable] = (mentions.TryGetValue(variable, out int count) ? count : 0) + 1;
            });
        if (statement is not For loop || Upwards(loop) is null) return;
        foreach (Statement inner in loop.Body.Statements)
        {
            if (inner is Push push) pushing[push.Stack] = loop;
            if (inner is Pop pop) popping[pop.Stack] = loop;
        }
    }

    /// <summary>Whether the stack is pushed on in one place and popped from in another, each in all iterations of a loop, of which neither is inside the other.</summary>
    private bool IsMirrored(Variable stack) => mentions.TryGetValue(stack, out int count) && count == 2
        && pushing.TryGetValue(stack, out For? first) && popping.TryGetValue(stack, out For? second)
        && !first.Body.AllStatements().Any(statement => statement is Pop pop && pop.Stack.Equals(stack))
        && !second.Body.AllStatements().Any(statement => statement is Push push && push.Stack.Equals(stack));

    private Block Walk(Block block) => block.With([.. block.Statements.SelectMany(Walk)]);

    private IEnumerable<Statement> Walk(Statement statement)
    {
        if (statement is not For loop || !loop.Body.Statements.Any(inner => StackOf(inner) is not null)) return [statement.Map(expression => expression, Walk)];
        For upwards = Upwards(loop)!;
        Expression end = upwards.Inclusive ? Terms.Plus(upwards.Limit, Constant.Of(1)) : upwards.Limit;
        bool isFromZero = upwards.Start.IsInteger(0);
        Expression count = isFromZero ? end : Terms.Minus(end, upwards.Start), index = isFromZero ? loop.Counter : Terms.Minus(loop.Counter, upwards.Start);
        var blocks = new List<Statement>();
        Block body = loop.Body.With([.. loop.Body.Statements.Select(inner => Recorded(inner, count, index, blocks))]);
        return [.. blocks, loop.With(loop.Start, loop.Limit, Walk(body))];
    }

    private Statement Recorded(Statement statement, Expression count, Expression index, List<Statement> blocks)
    {
        if (StackOf(statement) is not { } stack) return statement;
        External records = statement is Push ? RecordBlock.Push(stack, count) : RecordBlock.Pop(stack, count);
        Variable block = variables.New(NameOf(stack), records.Type, Role.Source);
        blocks.Add(new Declare(block, records));
        var record = new Element(block, index);
        return statement is Push push ? new Assign(record, AssignmentKind.Set, push.Value) : new Declare(((Pop)statement).Target, record);
    }

    private Variable? StackOf(Statement statement) => statement switch
    {
        Push push when local.Contains(push.Stack) => push.Stack,
        Pop pop when local.Contains(pop.Stack) => pop.Stack,
        _ => null,
    };

    /// <summary><c>expBlock</c> of <c>expTape</c>.</summary>
    private static string NameOf(Variable stack) => (stack.Name.EndsWith("Tape", StringComparison.Ordinal) ? stack.Name.Substring(0, stack.Name.Length - 4) : stack.Name) + "Block";

    private static For? Upwards(For loop) => !loop.Counter.Type.Equals(ValueType.Int32) ? null : loop.Step == 1 ? loop : Headers.Upwards(loop);
}
