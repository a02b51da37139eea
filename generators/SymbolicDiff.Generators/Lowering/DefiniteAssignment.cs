using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// Flags say what the compiler cannot see: that a variable was assigned on every path that goes on. Variables that are read, or handed out,
/// before C# holds them to be assigned start with the default value.
/// </summary>
internal sealed class DefiniteAssignment
{
    private readonly HashSet<Variable> tracked = [];
    private readonly HashSet<Variable> lacking = [];

    private DefiniteAssignment()
    {
    }

    public static Block Complete(Block body, IReadOnlyList<Variable> outputs)
    {
        var analysis = new DefiniteAssignment();
        analysis.tracked.UnionWith(outputs);
        HashSet<Variable>? atEnd = analysis.Visit(body, []);
        foreach (Variable output in outputs)
            if (atEnd is not null && !atEnd.Contains(output)) analysis.lacking.Add(output);
        if (analysis.lacking.Count == 0) return body;
        IEnumerable<Statement> defaults = outputs.Where(analysis.lacking.Contains)
            .Select(output => new Assign(output, AssignmentKind.Set, Default(output.Type)));
        return new Block(defaults.Concat(analysis.Declared(body).Statements).ToEquatableArray());
    }

    private static Expression Default(ValueType type) => type switch
    {
        ScalarType => new Constant(type, 0),
        StorageType storage => new Allocate(
            new StorageType(StorageKind.Array, storage.Element, storage.Rank),
            Enumerable.Repeat<Expression>(Constant.Of(0), storage.Rank).ToEquatableArray()),
        _ => new External("default!", type),
    };

    /// <summary>What is assigned after the block, or null where its end is not reached.</summary>
    private HashSet<Variable>? Visit(Block block, HashSet<Variable> before)
    {
        var assigned = new HashSet<Variable>(before);
        foreach (Statement statement in block.Statements)
        {
            foreach (Expression read in statement.Reads()) Read(read, assigned);
            if (Activity.CallOf(statement) is { } call) assigned.UnionWith(call.References);
            switch (statement)
            {
                case Declare { Value: null } declare:
                    tracked.Add(declare.Variable);
                    break;
                case Assign { Target: Variable target }:
                    assigned.Add(target);
                    break;
                case If branch:
                    HashSet<Variable>? then = Visit(branch.Then, assigned);
                    HashSet<Variable>? otherwise = Visit(branch.Else, assigned);
                    if (then is null && otherwise is null) return null;
                    if (then is not null && otherwise is not null) then.IntersectWith(otherwise);
                    assigned = then ?? otherwise!;
                    break;
                case For loop:
                    Visit(loop.Body, assigned);
                    break;
                case While loop:
                    Visit(loop.Body, assigned);
                    break;
                case Throw:
                    return null;
            }
        }

        return assigned;
    }

    private void Read(Expression expression, HashSet<Variable> assigned)
    {
        if (expression is External { Callee: { } callee } call)
        {
            for (int i = 0; i < call.Operands.Count; i++)
                if (call.Operands[i] is not Variable || callee.Parameters[i].Keyword != "out ") Read(call.Operands[i], assigned);
            return;
        }

        foreach (Expression part in expression.DescendantsAndSelf())
            if (part is Variable variable && tracked.Contains(variable) && !assigned.Contains(variable)) lacking.Add(variable);
    }

    private Block Declared(Block block) => new(block.Statements.Map(statement =>
        statement is Declare { Value: null } declare && lacking.Contains(declare.Variable)
            ? declare with { Value = Default(declare.Variable.Type) }
            : statement.Map(expression => expression, Declared)));
}
