using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Walks without allocation, in evaluation order.</summary>
internal static class Visits
{
    public static void ForEachChild(this Expression expression, Action<Expression> visit)
    {
        int count = expression.ChildCount();
        for (int i = 0; i < count; i++) visit(expression.Child(i));
    }

    /// <summary>Visits the expression and all below it, parents first.</summary>
    public static void ForEach(this Expression expression, Action<Expression> visit)
    {
        visit(expression);
        int count = expression.ChildCount();
        for (int i = 0; i < count; i++) expression.Child(i).ForEach(visit);
    }

    public static void ForEachVariable(this Expression expression, Action<Variable> visit)
    {
        if (expression is Variable variable) visit(variable);
        int count = expression.ChildCount();
        for (int i = 0; i < count; i++) expression.Child(i).ForEachVariable(visit);
    }

    /// <summary>Whether some part of the expression is as asked.</summary>
    public static bool Any(this Expression expression, Func<Expression, bool> test)
    {
        if (test(expression)) return true;
        int count = expression.ChildCount();
        for (int i = 0; i < count; i++)
            if (expression.Child(i).Any(test)) return true;
        return false;
    }

    public static bool Mentions(this Expression expression, Variable variable)
    {
        if (expression is Variable same) return same.Equals(variable);
        int count = expression.ChildCount();
        for (int i = 0; i < count; i++)
            if (expression.Child(i).Mentions(variable)) return true;
        return false;
    }

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

    /// <summary>Visits each variable that is read or assigned.</summary>
    public static void ForEachMention(this Block block, Action<Variable> visit) => block.ForEach(statement =>
    {
        if ((statement as Assign)?.Target is Variable target) visit(target);
        if (statement is Pop pop) visit(pop.Target);
        foreach (Expression read in statement.Reads()) read.ForEachVariable(visit);
    });

    public static bool Mentions(this Statement statement, Variable variable)
    {
        bool mentions = false;
        new Block(statement).ForEachMention(mentioned => mentions |= mentioned.Equals(variable));
        return mentions;
    }

    /// <summary>The number of operations that a reader sees.</summary>
    public static int Operations(this Expression expression)
    {
        int operations = expression is Apply or Conditional or External { Operands.Count: > 0 } ? 1 : 0;
        int count = expression.ChildCount();
        for (int i = 0; i < count; i++) operations += expression.Child(i).Operations();
        return operations;
    }

    /// <summary>The variable that a path starts from, if it starts from one.</summary>
    public static Variable? Root(this Expression path) => path switch
    {
        Variable variable => variable,
        Element element => element.Storage.Root(),
        View view => view.Storage.Root(),
        Column column => column.Storage.Root(),
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
