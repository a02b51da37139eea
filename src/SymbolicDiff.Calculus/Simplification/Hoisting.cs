using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Computes before a counted loop what its derivative statements compute in every iteration from values that the loop does not change.
/// Nothing that may throw or that reads memory is moved, for the loop may run zero times; nothing inside a choice either.
/// </summary>
internal sealed class Hoisting
{
    private readonly VariableSource variables;
    private readonly Memory memory;

    private Hoisting(Facts facts) => (variables, memory) = (new VariableSource(facts.Function), facts.Memory);

    public static Function Run(Facts facts) => facts.With(new Hoisting(facts).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            Statement walked = statement.Map(expression => expression, Walk);
            statements.AddRange(walked is For loop ? Hoisted(loop) : [walked]);
        }

        return block.With(statements);
    }

    private IEnumerable<Statement> Hoisted(For loop)
    {
        HashSet<Variable> changed = [.. Effects.Of(loop, memory).Assigned];
        var hoisted = new List<Statement>();
        var locals = new Dictionary<Expression, Variable>();
        Block body = loop.Body.With(loop.Body.Statements.Map(statement => InStatement(statement)));
        return [.. hoisted, loop.With(loop.Start, loop.Limit, body)];

        Statement InStatement(Statement statement) => statement switch
        {
            Declare { Value: { } value } declare when declare.IsDerivative() => declare.WithValue(InValue(value)),
            Assign assign when assign.IsDerivative() => assign.With(assign.Target, assign.Kind, InValue(assign.Value)),
            _ => statement,
        };

        Expression InValue(Expression value)
        {
            if (value is Constant or Variable or Element or External || !value.Type.IsReal) return value;
            if (value is Apply && IsInvariant(value)) return IsWorthwhile(value) ? Local(value) : value;
            if (value is Conditional) return value;
            if (value is Apply { Primitive.Name: "*" } product && Reassociated(product) is { } reassociated) return reassociated;
            return value.MapChildren(InValue);
        }

        bool IsInvariant(Expression value) =>
            !value.Any(part => part is Variable variable ? changed.Contains(variable) : part is not (Constant or Apply) || part.ThrowsItself());

        // The factors that the loop does not change come first: scale * (x[i] * t) where scale = hBar * 2.
        Expression? Reassociated(Apply product)
        {
            var factors = new List<Expression>();
            Collect(product, factors);
            var invariant = factors.Where(factor => IsInvariant(factor)).ToList();
            if (invariant.Count < 2 || invariant.Count == factors.Count) return null;
            Expression scale = Local(invariant.Aggregate(Terms.Times));
            return factors.Where(factor => !IsInvariant(factor)).Select(InValue).Aggregate(scale, Terms.Times);
        }

        Expression Local(Expression written)
        {
            Expression value = TermRewriter.Rewrite(written, algebraic: true);
            if (value is Constant or Variable) return value;
            if (locals.TryGetValue(value, out Variable local)) return local;
            local = variables.New(value is Apply { Primitive.Name: "*" } ? "scale" : ((Apply)value).Primitive.LocalName, value.Type, Role.Derivative);
            locals.Add(value, local);
            hoisted.Add(new Declare(local, value));
            return local;
        }
    }

    private static bool IsWorthwhile(Expression value) =>
        value is not Apply { Primitive.Form: PrimitiveForm.Prefix or PrimitiveForm.Conversion } || value.Operations() > 1;

    private static void Collect(Expression expression, List<Expression> factors)
    {
        if (expression.Is(Primitive.Multiply, out Expression left, out Expression right))
        {
            Collect(left, factors);
            Collect(right, factors);
        }
        else
        {
            factors.Add(expression);
        }
    }
}
