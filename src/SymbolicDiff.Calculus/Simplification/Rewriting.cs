using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Applies the rewrite rules, the algebraic ones included, to derivative values.</summary>
internal static class Rewriting
{
    public static Function Run(Function function) => function with { Body = Walk(function.Body) };

    private static Block Walk(Block block)
    {
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
            statements.Add(statement switch
            {
                Declare { Value: Apply or Conditional } declare when statement.IsDerivative() => declare with { Value = Rewritten(declare.Value) },
                Assign { Value: Apply or Conditional } assign when statement.IsDerivative() => assign with { Value = Rewritten(assign.Value) },
                _ => statement.Map(expression => expression, Walk),
            });
        return new Block(statements.ToEquatableArray());
    }

    private static Expression Rewritten(Expression value) => value.Type.IsReal ? TermRewriter.Rewrite(value, algebraic: true) : value;
}
