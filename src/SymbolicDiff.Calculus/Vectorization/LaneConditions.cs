using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>
/// What is done in some iterations only is done in all lanes, and the others keep what they have: it must not throw where it would not have been reached.
/// </summary>
internal sealed class LaneConditions
{
    /// <summary>The elements that each iteration touches anyway.</summary>
    private readonly HashSet<Element> certain = [];

    public LaneConditions(Block body) => Collect(body, counter: null);

    /// <summary>Whether both branches may run in all lanes.</summary>
    public bool MayRunAlways(If branch, LaneLoop loop) => new[] { branch.Then, branch.Else }.All(block => block.AllStatements().All(statement =>
        statement is Assign or If or Declare { Value: not Allocate } && statement.Reads().All(read => IsSafe(read, loop)) && (statement is not Assign { Target: Element target } || IsSafe(target, loop))));

    /// <summary>Whether both sides of all choices in the expression may be evaluated.</summary>
    public bool AreSafe(Expression expression, LaneLoop loop) => !expression.Any(part => part switch
    {
        Conditional choice when loop.IsVarying(choice.Condition) => !IsSafe(choice.WhenTrue, loop) || !IsSafe(choice.WhenFalse, loop),
        Apply { Primitive.Name: "&&" or "||" } choice when loop.IsVarying(choice) => !IsSafe(choice.Operands[1], loop),
        _ => false,
    });

    private bool IsSafe(Expression expression, LaneLoop loop) => !expression.Any(part => part switch
    {
        Element element => !certain.Contains(element) && !IsOfOwn(element, loop),
        _ => part.ThrowsItself(),
    });

    private static bool IsOfOwn(Element element, LaneLoop loop) => loop.Loop.IsOverDirections && element.Storage is Variable storage && loop.IsOwnStorage(storage);

    /// <param name="block">Runs in each iteration, or is the body of an inner loop.</param>
    /// <param name="counter">That loop's counter: what does not depend on it may be touched without the loop, too.</param>
    private void Collect(Block block, Variable? counter)
    {
        foreach (Statement statement in block.Statements)
        {
            foreach (Expression read in statement.Reads()) Collect(read, counter);
            if (statement is Assign { Target: Element target }) Add(target, counter);
            if (statement is For loop) Collect(loop.Body, loop.Counter);
        }
    }

    private void Add(Element element, Variable? counter)
    {
        if (counter is null || element.Mentions(counter)) certain.Add(element);
    }

    private void Collect(Expression expression, Variable? counter)
    {
        switch (expression)
        {
            case Conditional conditional:
                Collect(conditional.Condition, counter);
                return;
            case Apply { Primitive.Name: "&&" or "||" } choice:
                Collect(choice.Operands[0], counter);
                return;
        }

        if (expression is Element element) Add(element, counter);
        expression.ForEachChild(child => Collect(child, counter));
    }
}
