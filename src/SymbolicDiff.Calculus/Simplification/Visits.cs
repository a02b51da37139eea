using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Walks without allocation, in evaluation order.</summary>
internal static class Visits
{
    public static void ForEachChild(this Expression expression, Action<Expression> visit)
    {
        switch (expression)
        {
            case Apply apply:
                foreach (Expression operand in apply.Operands) visit(operand);
                break;
            case Conditional conditional:
                visit(conditional.Condition);
                visit(conditional.WhenTrue);
                visit(conditional.WhenFalse);
                break;
            case Element element:
                visit(element.Storage);
                foreach (Expression index in element.Indices) visit(index);
                break;
            case Constant or Variable:
                break;
            default:
                foreach (Expression child in expression.Children()) visit(child);
                break;
        }
    }

    /// <summary>Visits the expression and all below it, parents first.</summary>
    public static void ForEach(this Expression expression, Action<Expression> visit)
    {
        visit(expression);
        if (expression is Constant or Variable) return;
        expression.ForEachChild(child => child.ForEach(visit));
    }

    public static void ForEachVariable(this Expression expression, Action<Variable> visit) => expression.ForEach(part =>
    {
        if (part is Variable variable) visit(variable);
    });

    /// <summary>Whether some part of the expression is as asked.</summary>
    public static bool Any(this Expression expression, Func<Expression, bool> test)
    {
        if (test(expression)) return true;
        if (expression is Constant or Variable) return false;
        bool found = false;
        expression.ForEachChild(child => found = found || child.Any(test));
        return found;
    }

    public static bool Mentions(this Expression expression, Variable variable) => expression.Any(part => part is Variable v && v.Equals(variable));

    /// <summary>Visits all statements of the block and of the blocks inside, parents first.</summary>
    public static void ForEach(this Block block, Action<Statement> visit)
    {
        foreach (Statement statement in block.Statements)
        {
            visit(statement);
            switch (statement)
            {
                case If branch:
                    branch.Then.ForEach(visit);
                    branch.Else.ForEach(visit);
                    break;
                case For loop:
                    loop.Body.ForEach(visit);
                    break;
                case While loop:
                    loop.Body.ForEach(visit);
                    break;
            }
        }
    }

    /// <summary>The number of operations that a reader sees.</summary>
    public static int Operations(this Expression expression)
    {
        int count = 0;
        expression.ForEach(part => count += part is Apply or Conditional or External { Operands.Count: > 0 } ? 1 : 0);
        return count;
    }

    /// <summary>The variable that a path starts from, if it starts from one.</summary>
    public static Variable? Root(this Expression path) => path switch
    {
        Variable variable => variable,
        Element element => element.Storage.Root(),
        View view => view.Storage.Root(),
        _ => null,
    };

    public static bool IsDerivative(this Variable variable) => variable.Role is Role.Derivative or Role.Contract;

    /// <summary>Whether the statement assigns a derivative, so that its value may be rearranged algebraically.</summary>
    public static bool IsDerivative(this Statement statement) => statement switch
    {
        Declare declare => declare.Variable.IsDerivative(),
        Assign assign => assign.Target.Root()?.IsDerivative() == true,
        _ => false,
    };
}
