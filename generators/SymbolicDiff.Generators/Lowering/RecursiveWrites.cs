using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Finds which storage the methods that call themselves write into, themselves or by the calls in them, and says so at all calls.</summary>
internal sealed class RecursiveWrites
{
    private readonly HashSet<(string Method, int Parameter)> written = [];

    private RecursiveWrites(Function function)
    {
        int known;
        Function = function;
        do
        {
            known = written.Count;
            Function = WithWrites(Function) with { Callees = Function.Callees.Map(WithWrites) };
            foreach (Function callee in Function.Callees) written.UnionWith(WrittenBy(callee).Select(index => (callee.Name, index)));
        }
        while (written.Count > known);
    }

    /// <summary>The function, in whose calls, and in those of its <see cref="Function.Callees"/>, all is known that they write.</summary>
    public Function Function { get; }

    public static RecursiveWrites Of(Function function) => new(function);

    /// <summary>Whether the call writes into the operand.</summary>
    public bool Includes(External call, Expression operand) =>
        Enumerable.Range(0, call.Operands.Count).Any(i => ReferenceEquals(call.Operands[i], operand) && written.Contains((call.Callee!.Recursive!.Method, i)));

    private static IEnumerable<int> WrittenBy(Function callee)
    {
        var aliasing = Aliasing.Of(callee);
        var classes = new HashSet<Variable>(callee.Body.AllStatements().SelectMany(Activity.StorageWrites).Select(aliasing.ClassOf));
        return
            from index in Enumerable.Range(0, callee.Parameters.Count)
            let variable = callee.Parameters[index].Variable
            where variable.Type is StorageType { Kind: not StorageKind.ReadOnlySpan } && classes.Contains(aliasing.ClassOf(variable))
            select index;
    }

    private Function WithWrites(Function function)
    {
        return function with { Body = In(function.Body) };

        Block In(Block block) => new(block.Statements.Map(statement => statement.Map(Call, In)));
    }

    private Expression Call(Expression expression)
    {
        if (expression is not External { Callee: { Recursive: { } form } callee } call) return expression;
        var parameters = callee.Parameters.Select((parameter, i) => written.Contains((form.Method, i)) ? parameter with { Passing = Passing.Ref } : parameter);
        return call with { Callee = callee with { Parameters = parameters.ToEquatableArray() } };
    }
}
