using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Which unnamed locals read elements that cannot throw: an index that counts over the storage's length, or the same access, in the same
/// circumstances, having happened before, as the reverse sweep repeats those of the primal; a buffer can be accessed where what it is of the shape of can.
/// </summary>
internal sealed class SafeAccesses
{
    private readonly Uses uses;
    private readonly Memory memory;
    private readonly Shapes shapes;
    private readonly Effects changes;
    private readonly HashSet<EquatableArray<Expression>> met = [];
    private readonly List<(Expression[] Key, Variable? Counter)> circumstances = [];
    private readonly Dictionary<Variable, For> loops = [];
    private readonly Dictionary<Variable, Expression> places = [];
    private readonly HashSet<Variable> safe = [];
    private int unlike;

    private SafeAccesses(Facts facts)
    {
        (uses, memory) = (facts.Uses, facts.Memory);
        shapes = facts.Shapes;
        changes = Effects.Of(facts.Body, memory);
    }

    public static HashSet<Variable> Of(Facts facts)
    {
        var pass = new SafeAccesses(facts);
        pass.Walk(facts.Body);
        return pass.safe;
    }

    private void Walk(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            Meet(statement);
            switch (statement)
            {
                case For loop:
                    loops[loop.Counter] = loop;
                    places[loop.Counter] = new Variable("counter", -1 - circumstances.Count(around => around.Counter is not null), loop.Counter.Type, Role.Source);
                    Inside(Key(Headers.Upwards(loop) ?? loop), loop.Counter, loop.Body);
                    break;
                case If branch:
                    Inside(Key(branch.Condition, true), null, branch.Then);
                    Inside(Key(branch.Condition, false), null, branch.Else);
                    break;
                case While loop:
                    Inside([Unlike()], null, loop.Body);
                    break;
            }
        }
    }

    private void Inside(Expression[] key, Variable? counter, Block block)
    {
        circumstances.Add((key, counter));
        Walk(block);
        circumstances.RemoveAt(circumstances.Count - 1);
    }

    private Expression[] Key(For loop) => IsUnchanging(loop.Start) && IsUnchanging(loop.Limit)
        ? [Placed(shapes.Canonical(loop.Start)), Placed(shapes.Canonical(loop.Limit)), Constant.Of(loop.Inclusive), Constant.Of(loop.Step)]
        : [Unlike()];

    private Expression[] Key(Expression condition, bool value) => IsUnchanging(condition) ? [Placed(condition), Constant.Of(value)] : [Unlike()];

    private Constant Unlike() => Constant.Of((float)++unlike);

    private void Meet(Statement statement)
    {
        if (statement.IsDerivative()) return;
        bool isTemporary = statement is Declare { Variable.Role: Role.Temporary };
        bool isSafe = isTemporary;
        var accesses = new List<Element>();
        foreach (Expression read in statement.Reads())
        {
            if (statement is While) break;
            Certain(read, accesses);
            isSafe = isSafe && !read.Any(part => part.ThrowsItself() && !(part is Element element && accesses.Contains(element)));
        }

        foreach (Element access in accesses)
        {
            if (!IsUnchanging(access))
            {
                isSafe = false;
                continue;
            }

            isSafe = isSafe && (IsInside(access) || HasHappened(access));
            met.Add(KeyOf(access, circumstances.Count));
        }

        if (isSafe) safe.Add(((Declare)statement).Variable);
    }

    /// <summary>The elements that are read whatever the operands are.</summary>
    private static void Certain(Expression expression, List<Element> accesses)
    {
        switch (expression)
        {
            case Conditional conditional:
                Certain(conditional.Condition, accesses);
                return;
            case Apply { Primitive.Name: "&&" or "||" } choice:
                Certain(choice.Operands[0], accesses);
                return;
        }

        expression.ForEachChild(child => Certain(child, accesses));
        if (expression is Element element) accesses.Add(element);
    }

    private bool IsUnchanging(Expression expression) => !expression.Any(part => part switch
    {
        Variable variable => !uses.IsDefinedOnce(variable),
        Element element => element.Type is StorageType && changes.Replaces(element),
        View or CopyOf or External or Allocate or ZerosLike => true,
        _ => false,
    }) && !HasChangingIndex(expression);

    // What an element holds does not matter to whether it can be read, unless it is the index or the row of another one, or decides a condition.
    private bool HasChangingIndex(Expression expression)
    {
        bool changing = false;
        if (expression is Element access)
        {
            foreach (Expression index in access.Indices) changing |= ReadsChanging(index);
            return changing || (access.Storage is Element row && HasChangingIndex(row));
        }

        return ReadsChanging(expression);
    }

    private bool ReadsChanging(Expression expression) => expression.Any(part => part is Element element && changes.Overwrites(element.Storage));

    private bool IsInside(Element access)
    {
        if (access.Storage.Whole() is not Variable storage) return false;
        for (int i = 0; i < access.Indices.Count; i++)
        {
            if (access.Indices[i] is not Variable counter || !loops.TryGetValue(counter, out For loop)) return false;
            if (Headers.LimitFromZero(loop) is not { } limit || !shapes.IsLength(limit, storage, i)) return false;
        }

        return true;
    }

    private bool HasHappened(Element access)
    {
        for (int depth = circumstances.Count; depth >= 0; depth--)
        {
            if (met.Contains(KeyOf(access, depth))) return true;
            if (depth > 0 && circumstances[depth - 1].Counter is { } counter && access.Mentions(counter)) break;
        }

        // What has happened without a condition has happened under it.
        return circumstances.Exists(circumstance => circumstance.Counter is null) && met.Contains(KeyOf(access, [.. circumstances.Where(circumstance => circumstance.Counter is not null)]));
    }

    // Whether an element can be accessed does not depend on the member.
    private EquatableArray<Expression> KeyOf(Element access, int depth) => KeyOf(access, circumstances.Take(depth));

    private EquatableArray<Expression> KeyOf(Element access, IEnumerable<(Expression[] Key, Variable? Counter)> around) =>
        around.SelectMany(circumstance => circumstance.Key).Append(Placed(new Element(access.Storage.Whole(), access.Indices))).ToEquatableArray();

    private Expression Placed(Expression expression) => expression.Substitute(variable => places.TryGetValue(variable, out Expression place) ? place : shapes.LikeOf(variable));
}
