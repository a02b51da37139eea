using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Lets the loops that use the elements of an adjoint storage compute them, where that is no more work than to keep them: after <c>gBar[i] = y[i] /
/// p[i]</c> in one loop, <c>hBar = gBar[i] * p[i]</c> in the next is <c>y[i] / p[i] * p[i]</c>, which cancels. Of a storage that is zero except for
/// elements that were added to one by one, <c>gBar[k] -= 1 / p[k]</c>, loops that are linear in it leave those out, and what they would have done
/// with them comes behind them, once.
/// </summary>
internal sealed class Contraction
{
    private readonly Facts facts;
    private readonly Algebra algebra;
    private readonly VariableSource variables;
    private readonly Accesses accesses;
    private readonly Shapes shapes;

    private Contraction(Facts facts, AlgebraMemo memo)
    {
        (this.facts, algebra) = (facts, new Algebra(facts, memo));
        variables = new VariableSource(facts.Function);
        accesses = new Accesses(facts.Memory);
        shapes = facts.Shapes;
    }

    public static Function Run(Facts facts, AlgebraMemo memo)
    {
        bool isPossible = false;
        facts.Body.ForEach(statement => isPossible = isPossible || Kept(statement) is not null);
        return isPossible ? facts.With(new Contraction(facts, memo).Walk(facts.Body)) : facts.Function;
    }

    private Block Walk(Block block)
    {
        int mark = algebra.Mark;
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            algebra.Enter(statement);
            statements.Add(statement.Map(expression => expression, Walk));
            algebra.Leave(statement);
        }

        algebra.Forget(mark);
        for (int i = 0; i < statements.Count; i++)
        {
            if (Kept(statements[i]) is not { } storage || !facts.Uses.IsDefinedOnce(storage)) continue;
            if (Without(storage, statements, i) is { } contracted) (statements, i) = (contracted, i - 1);
            algebra.Forget(mark);
        }

        return block.With(statements);
    }

    /// <summary>The adjoint storage of rank one that the statement makes.</summary>
    private static Variable? Kept(Statement statement) =>
        statement is Declare
        {
            Variable: { Role: Role.Derivative, Type: StorageType { Rank: 1, Element.IsReal: true } } storage,
            Value: Allocate or ZerosLike,
        }
            ? storage
            : null;

    /// <summary>The statements without the storage; null where something else is done with it, or its values cost more than it.</summary>
    private List<Statement>? Without(Variable storage, IReadOnlyList<Statement> statements, int declared)
    {
        var elements = new ElementsOf(storage, facts, algebra, variables);
        if (((Declare)statements[declared]).Value is ZerosLike or Allocate { Initialised: true }) elements.Clear();
        var output = statements.Take(declared).ToList();
        for (int i = 0; i < statements.Count; i++)
        {
            Statement statement = statements[i];
            algebra.Enter(statement);
            if (i > declared)
            {
                List<Expression> touched = accesses.Of(statement, storage);
                if (touched.Count == 0) output.Add(statement);
                else if (!Replace(statement, touched, elements, output)) return null;
            }

            elements.Pass(statement);
            algebra.Leave(statement);
        }

        bool isGone = !output.Skip(declared).Any(statement => Mentions(statement, storage));
        return isGone && elements.IsCheaper ? output : null;
    }

    private bool Replace(Statement statement, List<Expression> touched, ElementsOf elements, List<Statement> output)
    {
        switch (statement)
        {
            case Fill fill when fill.Storage.Equals(elements.Storage) && fill.Value.IsReal(0):
                elements.Clear();
                return true;
            case Assign { Target: Element target } assign when touched.Count == 1 && target.Equals(touched[0]):
                return elements.TryAdd(assign, target.Indices[0]);
            case For loop when touched.All(new Element(elements.Storage, loop.Counter).Equals) && CountsOver(loop, elements.Storage):
                if (elements.In(loop) is not { } replaced) return false;
                output.AddRange(replaced);
                return true;
            default:
                return false;
        }
    }

    private bool CountsOver(For loop, Variable storage) => Headers.LimitFromZero(loop) is { } limit && shapes.IsLength(limit, storage, 0);

    private static bool Mentions(Statement statement, Variable storage)
    {
        bool mentions = false;
        new Block(statement).ForEach(inner => mentions = mentions || inner.Reads().Any(read => read.Mentions(storage)));
        return mentions;
    }
}
