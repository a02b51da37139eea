using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Takes a factor that is the same for all terms of a derivative's sum out of it, where it cancels in whatever uses the sum: with <c>sBar += y[i] / s</c>,
/// <c>sBar * s * p[i]</c> is <c>ySum * p[i]</c> with <c>ySum += y[i]</c>.
/// </summary>
internal sealed class Factoring
{
    /// <summary>How far from its declaration a sum may be used.</summary>
    private const int FarthestUse = 64;

    private readonly Facts facts;
    private readonly Uses uses;
    private readonly VariableSource variables;

    private Factoring(Facts facts) => (this.facts, uses, variables) = (facts, facts.Uses, new VariableSource(facts.Function));

    public static Function Run(Facts facts)
    {
        bool isPossible = false;
        facts.Body.ForEach(statement => isPossible = isPossible || (statement is For loop && loop.Body.Statements.Any(inner => Factored(inner, loop) is not null)));
        return isPossible ? facts.With(new Factoring(facts).Walk(facts.Body)) : facts.Function;
    }

    private Block Walk(Block block)
    {
        IReadOnlyList<Statement> statements = block.Statements.Map(statement => statement.Map(expression => expression, Walk));
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is not Declare { Variable: { Role: Role.Derivative, Type.IsReal: true } sum, Value: { } zero } || !zero.IsReal(0)) continue;
            if (uses.Definitions(sum) == 2 && WithFactorOutside(sum, statements, i) is { } factored) statements = factored;
        }

        return block.With(statements);
    }

    private List<Statement>? WithFactorOutside(Variable sum, IReadOnlyList<Statement> statements, int declared)
    {
        for (int i = declared + 1; i < Math.Min(statements.Count, declared + FarthestUse); i++)
        {
            if (statements[i] is not For loop) continue;
            foreach (Statement inner in loop.Body.Statements)
            {
                if (inner is not Assign { Target: Variable target } assign || !target.Equals(sum)) continue;
                if (Factored(assign, loop) is not { } factored) return null;
                Variable rest = variables.New(NameOf(factored.Rest), sum.Type, Role.Derivative);
                Statement added = new Assign(rest, assign.Kind, factored.Rest);
                var output = statements.Take(i).ToList();
                output[declared] = new Declare(rest, ((Declare)statements[declared]).Value);
                Block body = loop.Body.With([.. loop.Body.Statements.Select(other => ReferenceEquals(other, inner) ? added : other)]);
                output.Add(loop.With(loop.Start, loop.Limit, body));
                return Cancels(sum, factored.Whole(rest), factored.Factor, statements.Skip(i + 1), output) ? output : null;
            }
        }

        return null;
    }

    /// <summary>Adds the statements with the product for the sum, if the factor disappears in each of them.</summary>
    private bool Cancels(Variable sum, Expression product, Variable factor, IEnumerable<Statement> statements, List<Statement> output)
    {
        bool cancels = true;
        int reads = uses.Reads(sum) - 1; // the sum itself
        int from = output.Count;
        foreach (Statement statement in statements)
        {
            if (reads == 0)
            {
                output.Add(statement);
                continue;
            }

            if (!cancels || output.Count - from > FarthestUse) return false;
            cancels = !Effects.Of(statement, facts.Memory).Assigned.Contains(factor);
            output.Add(statement.Mentions(sum) ? InStatement(statement) : statement);
        }

        return cancels && reads == 0;

        Statement InStatement(Statement statement) => statement switch
        {
            Declare { Value: { } value } declare when statement.IsDerivative() => declare.WithValue(InValue(value)),
            Assign assign when statement.IsDerivative() => assign.With(assign.Target, assign.Kind, InValue(assign.Value)),
            _ => statement.Map(expression => expression, block => block.With(block.Statements.Map(InStatement))),
        };

        Expression InValue(Expression value)
        {
            if (!value.Mentions(sum)) return value;
            reads -= Count(value, sum);
            Expression simplified = Simplifier.Simplify(value.Substitute(variable => variable.Equals(sum) ? product : null));
            cancels &= Count(simplified, factor) < Count(value, factor);
            return simplified;
        }
    }

    private static int Count(Expression expression, Variable variable)
    {
        int count = 0;
        expression.ForEachVariable(part => count += part.Equals(variable) ? 1 : 0);
        return count;
    }

    /// <summary>What is added to a derivative's sum without the factor that is the same in all iterations; null where there is none.</summary>
    private static Product? Factored(Statement statement, For loop)
    {
        if (statement is not Assign { Kind: not AssignmentKind.Set, Target: Variable { Role: Role.Derivative }, Value: var value }) return null;
        return value switch
        {
            Apply { Primitive.Name: "/", Operands: var operands } when IsSame(operands[1], loop) =>
                new Product(operands[0], (Variable)operands[1], rest => Terms.Over(rest, operands[1])),
            Apply { Primitive.Name: "*", Operands: var operands } when IsSame(operands[1], loop) =>
                new Product(operands[0], (Variable)operands[1], rest => Terms.Times(rest, operands[1])),
            Apply { Primitive.Name: "*", Operands: var operands } when IsSame(operands[0], loop) =>
                new Product(operands[1], (Variable)operands[0], rest => Terms.Times(operands[0], rest)),
            _ => null,
        };
    }

    /// <summary>Whether the factor is a variable from outside of the loop.</summary>
    private static bool IsSame(Expression factor, For loop)
    {
        if (factor is not Variable variable || variable.Equals(loop.Counter)) return false;
        bool isSame = true;
        loop.Body.ForEach(statement =>
        {
            if (statement is Declare declare) isSame &= !declare.Variable.Equals(variable);
            if (statement is Assign { Target: Variable target }) isSame &= !target.Equals(variable);
            if (statement is Pop pop) isSame &= !pop.Target.Equals(variable);
            if (statement is For inner) isSame &= !inner.Counter.Equals(variable);
            isSame &= !statement.References().Contains(variable);
        });
        return isSame;
    }

    private static string NameOf(Expression term) => term.Root() is { } storage ? storage.Name + "Sum" : "total";

    /// <param name="Rest">The other factors.</param>
    /// <param name="Factor">What is the same in all iterations.</param>
    /// <param name="Whole">The product of the factor and anything.</param>
    private sealed record Product(Expression Rest, Variable Factor, Func<Expression, Expression> Whole);
}
