using System.Runtime.CompilerServices;

namespace SymbolicDiff.Calculus.Ir;

/// <summary>The one place that knows the children of every form; visits and rebuilds in evaluation order.</summary>
public static class Traversal
{
    /// <summary>Rebuilds an expression from its mapped children; the same instance when none changed.</summary>
    public static Expression MapChildren(this Expression expression, Func<Expression, Expression> map)
    {
        switch (expression)
        {
            case Constant or Variable:
                return expression;
            case Apply apply:
                var operands = apply.Operands.Map(map);
                return ReferenceEquals(operands, apply.Operands) ? apply : apply with { Operands = operands };
            case Conditional conditional:
                var (condition, whenTrue, whenFalse) = (map(conditional.Condition), map(conditional.WhenTrue), map(conditional.WhenFalse));
                return ReferenceEquals(condition, conditional.Condition) && ReferenceEquals(whenTrue, conditional.WhenTrue) && ReferenceEquals(whenFalse, conditional.WhenFalse)
                    ? conditional
                    : new Conditional(condition, whenTrue, whenFalse) { IsGuard = conditional.IsGuard };
            case Element element:
                var (storage, indices) = (map(element.Storage), element.Indices.Map(map));
                return ReferenceEquals(storage, element.Storage) && ReferenceEquals(indices, element.Indices) ? element : new Element(storage, indices);
            case View view:
                var (viewed, start, length) = (map(view.Storage), map(view.Start), view.Length is null ? null : map(view.Length));
                return ReferenceEquals(viewed, view.Storage) && ReferenceEquals(start, view.Start) && ReferenceEquals(length, view.Length)
                    ? view
                    : view with { Storage = viewed, Start = start, Length = length };
            case Column column:
                var whole = map(column.Storage);
                return ReferenceEquals(whole, column.Storage) ? column : new Column(whole, column.Name, column.Member);
            case Allocate allocate:
                var lengths = allocate.Lengths.Map(map);
                return ReferenceEquals(lengths, allocate.Lengths) ? allocate : allocate with { Lengths = lengths };
            case ZerosLike zeros:
                var shape = map(zeros.Storage);
                return ReferenceEquals(shape, zeros.Storage) ? zeros : zeros with { Storage = shape };
            case CopyOf copy:
                var source = map(copy.Storage);
                return ReferenceEquals(source, copy.Storage) ? copy : copy with { Storage = source };
            case External external:
                var arguments = external.Operands.Map(map);
                return ReferenceEquals(arguments, external.Operands) ? external : external with { Operands = arguments };
            case Member member:
                var composite = map(member.Composite);
                return ReferenceEquals(composite, member.Composite) ? member : member with { Composite = composite };
            case Compose compose:
                var parts = compose.Operands.Map(map);
                return ReferenceEquals(parts, compose.Operands) ? compose : compose with { Operands = parts };
            default:
                throw new InvalidOperationException("Unknown expression " + expression.GetType().Name);
        }
    }

    public static int ChildCount(this Expression expression) => expression switch
    {
        Constant or Variable => 0,
        Apply apply => apply.Operands.Count,
        Conditional => 3,
        Element element => 1 + element.Indices.Count,
        View view => view.Length is null ? 2 : 3,
        Allocate allocate => allocate.Lengths.Count,
        ZerosLike or CopyOf or Column => 1,
        External external => external.Operands.Count,
        Member => 1,
        Compose compose => compose.Operands.Count,
        _ => throw new InvalidOperationException("Unknown expression " + expression.GetType().Name),
    };

    public static Expression Child(this Expression expression, int index) => (expression, index) switch
    {
        (Apply apply, _) => apply.Operands[index],
        (Conditional conditional, 0) => conditional.Condition,
        (Conditional conditional, 1) => conditional.WhenTrue,
        (Conditional conditional, _) => conditional.WhenFalse,
        (Element element, 0) => element.Storage,
        (Element element, _) => element.Indices[index - 1],
        (View view, 0) => view.Storage,
        (View view, 1) => view.Start,
        (View { Length: { } length }, _) => length,
        (Allocate allocate, _) => allocate.Lengths[index],
        (ZerosLike zeros, _) => zeros.Storage,
        (Column column, _) => column.Storage,
        (CopyOf copy, _) => copy.Storage,
        (External external, _) => external.Operands[index],
        (Member member, _) => member.Composite,
        (Compose compose, _) => compose.Operands[index],
        _ => throw new InvalidOperationException("No child of " + expression.GetType().Name),
    };

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
    public static IEnumerable<Expression> DescendantsAndSelf(this Expression expression)
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
    public static IEnumerable<Expression> Reads(this Statement statement) => statement switch
    {
        Declare declare => declare.Value is null ? [] : [declare.Value],
        Assign { Kind: AssignmentKind.Set, Target: Variable } assign => [assign.Value],
        Assign { Kind: AssignmentKind.Set, Target: Element element } assign => [element.Storage, .. element.Indices, assign.Value],
        Assign { Kind: AssignmentKind.Set, Target: Member member } assign => [member.Composite, assign.Value],
        Assign assign => [assign.Target, assign.Value],
        Fill fill => [fill.Storage, fill.Value],
        Copy copy => [copy.Source, copy.Target],
        Push push => [push.Stack, push.Value],
        Pop pop => [pop.Stack],
        If branch => [branch.Condition],
        For loop => [loop.Start, loop.Limit],
        While loop => [loop.Condition],
        Evaluate evaluate => [evaluate.Effect],
        Guard guard => guard.Storages,
        Throw @throw => [@throw.Exception],
        Return @return => @return.Values,
        _ => throw new InvalidOperationException("Unknown statement " + statement.GetType().Name),
    };

    /// <summary>The variables that the statement's own code passes by reference: it may give them other values.</summary>
    public static IEnumerable<Variable> References(this Statement statement) =>
        statement is Evaluate or Declare { Value: External } ? statement.Reads().OfType<External>().SelectMany(external => external.References) : [];

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
            foreach (Block inner in next.Blocks().Reverse()) Push(inner);
        }

        void Push(Block inner)
        {
            for (int i = inner.Statements.Count - 1; i >= 0; i--) pending.Push(inner.Statements[i]);
        }
    }

    private static Expression MapTarget(Expression target, Func<Expression, Expression> map) =>
        target is Element or Member ? target.MapChildren(map) : target;
}
