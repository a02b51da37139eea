using System.Runtime.CompilerServices;

namespace SymbolicDiff.Calculus.Ir;

/// <summary>Visits and rebuilds in evaluation order.</summary>
public static class Traversal
{
    public static IReadOnlyList<Expression> Children(this Expression expression)
    {
        if (expression is Apply apply) return apply.Operands;
        int count = expression.ChildCount();
        if (count == 0) return EquatableArray<Expression>.Empty;
        var children = new Expression[count];
        for (int i = 0; i < count; i++) children[i] = expression.Child(i);
        return children;
    }

    /// <summary>The expression and all below it, parents first.</summary>
    public static IEnumerable<Expression> DescendantsAndSelf(this Expression expression) =>
        expression.ChildCount() == 0 ? [expression] : AllParts(expression);

    private static IEnumerable<Expression> AllParts(Expression expression)
    {
        var pending = new Stack<Expression>();
        pending.Push(expression);
        while (pending.Count > 0)
        {
            Expression next = pending.Pop();
            yield return next;
            for (int i = next.ChildCount() - 1; i >= 0; i--) pending.Push(next.Child(i));
        }
    }

    /// <summary>Replaces variables bottom-up; what <paramref name="replace"/> gives null for stays.</summary>
    public static Expression Substitute(this Expression expression, Func<Variable, Expression?> replace)
    {
        if (expression is Variable variable) return replace(variable) ?? variable;
        if (expression.ChildCount() == 0) return expression;
        Func<Expression, Expression> inPart = null!; // one for all levels
        inPart = part => part is Variable inner ? replace(inner) ?? inner : part.MapChildren(inPart);
        return expression.MapChildren(inPart);
    }

    /// <summary>The expressions that a statement evaluates itself (not those of nested blocks). The target of an assignment to a variable is not among them; the storage and indices of an element target are.</summary>
    public static Reads Reads(this Statement statement) => statement switch
    {
        Declare declare => new(declare.Value),
        Assign { Kind: AssignmentKind.Set, Target: Variable } assign => new(assign.Value),
        Assign { Kind: AssignmentKind.Set, Target: Element element } assign => new(element.Storage, element.Indices, assign.Value),
        Assign { Kind: AssignmentKind.Set, Target: Member member } assign => new(member.Composite, assign.Value),
        Assign assign => new(assign.Target, assign.Value),
        Fill fill => new(fill.Storage, fill.Value),
        Copy copy => new(copy.Source, copy.Target),
        Push push => new(push.Stack, push.Value),
        Pop pop => new(pop.Stack),
        If branch => new(branch.Condition),
        For loop => new(loop.Start, loop.Limit),
        While loop => new(loop.Condition),
        Evaluate evaluate => new(evaluate.Effect),
        Guard guard => new(null, guard.Storages, null),
        Throw @throw => new(@throw.Exception),
        Return @return => new(null, @return.Values, null),
        _ => throw new InvalidOperationException("Unknown statement " + statement.GetType().Name),
    };

    /// <summary>All external code in what the statement evaluates itself, parents first.</summary>
    public static IEnumerable<External> Externals(this Statement statement)
    {
        Reads reads = statement.Reads();
        return reads.Any(static read => read.HasExternal) ? reads.SelectMany(DescendantsAndSelf).OfType<External>() : [];
    }

    /// <summary>The variables that the statement's own code passes by reference: it may give them other values.</summary>
    public static IEnumerable<Variable> References(this Statement statement) =>
        statement is Evaluate or Declare { Value: External } or Assign { Value: External }
            ? statement.Reads().OfType<External>().SelectMany(external => external.References)
            : [];

    /// <summary>The blocks directly inside a statement.</summary>
    public static IEnumerable<Block> Blocks(this Statement statement) => statement switch
    {
        If branch => [branch.Then, branch.Else],
        For loop => [loop.Body],
        While loop => [loop.Body],
        _ => [],
    };

    /// <summary>Rebuilds a statement with its own expressions (targets included) and its blocks mapped; the same instance when none changed.</summary>
    public static Statement Map(this Statement statement, Func<Expression, Expression> map, Func<Block, Block> mapBlock)
    {
        switch (statement)
        {
            case Declare declare:
                return declare.WithValue(declare.Value is null ? null : map(declare.Value));
            case Assign assign:
                return assign.With(MapTarget(assign.Target, map), assign.Kind, map(assign.Value));
            case If branch:
                RuntimeHelpers.EnsureSufficientExecutionStack();
                return branch.With(map(branch.Condition), mapBlock(branch.Then), mapBlock(branch.Else));
            case For loop:
                RuntimeHelpers.EnsureSufficientExecutionStack();
                return loop.With(map(loop.Start), map(loop.Limit), mapBlock(loop.Body));
            case While loop:
                return loop.With(map(loop.Condition), mapBlock(loop.Body));
            default:
                return statement.MapSimple(map);
        }
    }

    private static Statement MapSimple(this Statement statement, Func<Expression, Expression> map)
    {
        switch (statement)
        {
            case Fill fill:
                var (filled, value) = (map(fill.Storage), map(fill.Value));
                return ReferenceEquals(filled, fill.Storage) && ReferenceEquals(value, fill.Value) ? fill : new Fill(filled, value);
            case Copy copy:
                var (source, target) = (map(copy.Source), map(copy.Target));
                return ReferenceEquals(source, copy.Source) && ReferenceEquals(target, copy.Target) ? copy : new Copy(source, target);
            case Push push:
                var (stack, pushed) = (map(push.Stack), map(push.Value));
                return ReferenceEquals(stack, push.Stack) && ReferenceEquals(pushed, push.Value) ? push : new Push((Variable)stack, pushed);
            case Pop pop:
                return map(pop.Stack) is var popped && ReferenceEquals(popped, pop.Stack) ? pop : new Pop((Variable)popped, pop.Target);
            case Evaluate evaluate:
                return map(evaluate.Effect) is var effect && ReferenceEquals(effect, evaluate.Effect) ? evaluate : new Evaluate((External)effect);
            case Guard guard:
                var storages = guard.Storages.Map(map);
                return ReferenceEquals(storages, guard.Storages) ? guard : guard with { Storages = storages };
            case Throw @throw:
                return map(@throw.Exception) is var thrown && ReferenceEquals(thrown, @throw.Exception) ? @throw : new Throw((External)thrown);
            case Return @return:
                var values = @return.Values.Map(map);
                return ReferenceEquals(values, @return.Values) ? @return : new Return(values);
            default:
                throw new InvalidOperationException("Unknown statement " + statement.GetType().Name);
        }
    }

    /// <summary>All statements of a block and of the blocks inside, in order, parents first.</summary>
    public static IEnumerable<Statement> AllStatements(this Block block)
    {
        var pending = new Stack<Statement>();
        Push(block);
        while (pending.Count > 0)
        {
            Statement next = pending.Pop();
            yield return next;
            switch (next)
            {
                case If branch:
                    Push(branch.Else);
                    Push(branch.Then);
                    break;
                case For loop:
                    Push(loop.Body);
                    break;
                case While loop:
                    Push(loop.Body);
                    break;
            }
        }

        void Push(Block inner)
        {
            for (int i = inner.Statements.Count - 1; i >= 0; i--) pending.Push(inner.Statements[i]);
        }
    }

    private static Expression MapTarget(Expression target, Func<Expression, Expression> map) =>
        target is Element or Member ? target.MapChildren(map) : target;
}
