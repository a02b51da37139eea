using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Simplifies each derivative value by itself.</summary>
internal sealed class Cancellation
{
    private readonly Algebra algebra;

    private Cancellation(Algebra algebra) => this.algebra = algebra;

    public static Function Run(Facts facts, AlgebraMemo memo) =>
        facts.With(new Cancellation(new Algebra(facts, memo)).Walk(facts.Body));

    private Block Walk(Block block)
    {
        int mark = algebra.Mark;
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            algebra.Enter(statement);
            statements.Add(statement.IsDerivative() ? Simplified(statement) : statement.Map(expression => expression, Walk));
            algebra.Leave(statement);
        }

        algebra.Forget(mark);
        return block.With(statements);
    }

    private Statement Simplified(Statement statement) => statement switch
    {
        Declare { Value: { } value } declare => declare.WithValue(algebra.Simplify(value)),
        Assign assign => assign.With(assign.Target, assign.Kind, algebra.Simplify(assign.Value)),
        _ => statement,
    };
}
