using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Lets derivative statements use a local, primal or derivative, that holds an expensive value which they compute again.</summary>
internal sealed class KnownValues
{
    private const int LowestCost = 4;

    private readonly Uses uses;
    private readonly Dictionary<Expression, Variable> locals = [];
    private readonly Stack<Expression> known = [];

    private KnownValues(Facts facts) => uses = facts.Uses;

    public static Function Run(Facts facts) => facts.With(new KnownValues(facts).Walk(facts.Body));

    private Block Walk(Block block)
    {
        int mark = known.Count;
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            Statement next = statement.IsDerivative() ? statement.Map(Replace, Walk) : statement.Map(expression => expression, Walk);
            if (next is Declare { Value: Apply { Type.IsReal: true } value } declare) Learn(declare.Variable, value);
            statements.Add(next);
        }

        while (known.Count > mark) locals.Remove(known.Pop());
        return block.With(statements);
    }

    private void Learn(Variable variable, Apply value)
    {
        if (value.Primitive.Cost < LowestCost || !uses.IsDefinedOnce(variable) || !uses.IsStable(value) || locals.ContainsKey(value)) return;
        locals.Add(value, variable);
        known.Push(value);
    }

    private Expression Replace(Expression expression)
    {
        if (locals.Count == 0 || expression is Constant or Variable) return expression;
        return expression is Apply { Type.IsReal: true } apply && apply.Primitive.Cost >= LowestCost && locals.TryGetValue(apply, out Variable local)
            ? local
            : expression.MapChildren(Replace);
    }
}
