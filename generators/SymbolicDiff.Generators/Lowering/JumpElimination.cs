using System.Runtime.CompilerServices;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// Removes jumps: what follows an <c>if</c> that leaves on one side moves into the other side; where that is not possible, a flag guards it.
/// A loop that is left from inside asks the flag in its condition. Code after a jump is dropped.
/// </summary>
internal sealed class JumpElimination
{
    private static readonly HashSet<Label> None = [];

    private readonly Dictionary<Variable, Label> flags = [];
    private readonly Outcomes outcomes = new();

    private JumpElimination()
    {
    }

    public static Block Apply(Block block)
    {
        var elimination = new JumpElimination();
        Flow flow = elimination.Flatten(block.Statements);
        return elimination.DropUnaskedFlags(new Block(flow.Statements.ToEquatableArray()));
    }

    /// <summary>Statements without jumps, the labels that control may leave for, and whether it may reach the end.</summary>
    private sealed record Flow(List<Statement> Statements, HashSet<Label> Exits, bool Falls);

    private Flow Flatten(IReadOnlyList<Statement> statements)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var flat = new List<Statement>();
        var exits = new HashSet<Label>();
        for (int i = 0; i < statements.Count; i++)
        {
            Flow flow = statements[i] is If branch ? Flatten(branch, statements, ref i) : Flatten(statements[i]);
            flat.AddRange(flow.Statements);
            exits.UnionWith(flow.Exits);
            if (!flow.Falls) return new Flow(flat, exits, false);
            if (flow.Exits.Count == 0 || i == statements.Count - 1) continue;

            Flow rest = Flatten([.. statements.Skip(i + 1)]);
            exits.UnionWith(rest.Exits);
            if (rest.Statements.Count > 0) flat.Add(new If(AllOpen(flow.Exits), Block(rest), SymbolicDiff.Calculus.Ir.Block.Empty));
            return new Flow(flat, exits, true);
        }

        return new Flow(flat, exits, true);
    }

    private Flow Flatten(Statement statement) => statement switch
    {
        Jump jump => new Flow([Raise(jump.Target)], [jump.Target], false),
        Labelled labelled => Flatten(labelled),
        For loop => Flatten(loop),
        While loop => Flatten(loop),
        Throw => new Flow([statement], None, false),
        _ => new Flow([statement], None, true),
    };

    private Assign Raise(Label label)
    {
        flags[label.Flag] = label;
        return new Assign(label.Flag, AssignmentKind.Set, Constant.Of(label.Jumped));
    }

    private Flow Flatten(If branch, IReadOnlyList<Statement> statements, ref int index)
    {
        Outcome left = outcomes.Of(branch.Then);
        Outcome right = outcomes.Of(branch.Else);
        IReadOnlyList<Statement> thenStatements = branch.Then.Statements;
        IReadOnlyList<Statement> elseStatements = branch.Else.Statements;
        if (index < statements.Count - 1 && left.Falls != right.Falls && (left.Falls ? right : left).Exits.Count > 0)
        {
            IEnumerable<Statement> rest = statements.Skip(index + 1);
            if (left.Falls) thenStatements = [.. thenStatements, .. rest];
            else elseStatements = [.. elseStatements, .. rest];
            index = statements.Count;
        }

        Flow then = Flatten(thenStatements);
        Flow otherwise = Flatten(elseStatements);
        var exits = new HashSet<Label>(then.Exits);
        exits.UnionWith(otherwise.Exits);
        return new Flow([branch with { Then = Block(then), Else = Block(otherwise) }], exits, then.Falls || otherwise.Falls);
    }

    private Flow Flatten(Labelled labelled)
    {
        Flow body = Flatten(labelled.Body.Statements);
        if (!body.Exits.Contains(labelled.Label)) return body;
        Label label = labelled.Label;
        var exits = new HashSet<Label>(body.Exits);
        exits.Remove(label);
        return new Flow([new Declare(label.Flag, Constant.Of(!label.Jumped)), .. body.Statements], exits, true);
    }

    private Flow Flatten(While loop)
    {
        Flow body = Flatten(loop.Body.Statements);
        if (body.Exits.Count == 0)
            return new Flow([new While(loop.Condition, Block(body))], None, !loop.Condition.Equals(Constant.True));
        Expression condition = Conditions.And(AllOpen(body.Exits), loop.Condition);
        return new Flow([new While(condition, Block(body))], body.Exits, !loop.Condition.Equals(Constant.True));
    }

    private Flow Flatten(For loop)
    {
        Flow body = Flatten(loop.Body.Statements);
        if (body.Exits.Count == 0) return new Flow([loop with { Body = Block(body) }], None, true);

        Primitive comparison = loop.Step > 0
            ? loop.Inclusive ? Primitive.LessOrEqual : Primitive.Less
            : loop.Inclusive ? Primitive.GreaterOrEqual : Primitive.Greater;
        Expression condition = Conditions.And(AllOpen(body.Exits), new Apply(comparison, ValueType.Boolean, loop.Counter, loop.Limit));
        Expression step = new Constant(loop.Counter.Type, loop.Step);
        body.Statements.Add(new Assign(loop.Counter, AssignmentKind.Add, step));
        return new Flow([new Declare(loop.Counter, loop.Start), new While(condition, Block(body))], body.Exits, true);
    }

    private static Expression AllOpen(HashSet<Label> labels)
    {
        Expression? condition = null;
        foreach (Label label in labels.OrderBy(label => label.Flag.Name, StringComparer.Ordinal).ThenBy(label => label.Flag.Number))
        {
            label.IsAsked = true;
            condition = condition is null ? label.IsOpen : Conditions.And(condition, label.IsOpen);
        }

        return condition!;
    }

    private static Block Block(Flow flow) => new(flow.Statements.ToEquatableArray());

    private Block DropUnaskedFlags(Block block)
    {
        var kept = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            if (statement is Declare declare && IsUnasked(declare.Variable)) continue;
            if (statement is Assign { Target: Variable target } && IsUnasked(target)) continue;
            if (statement.Map(expression => expression, DropUnaskedFlags) is var cleaned && cleaned is If branch) kept.AddRange(Tidy(branch));
            else kept.Add(cleaned);
        }

        return new Block(kept.ToEquatableArray());
    }

    private bool IsUnasked(Variable variable) => flags.TryGetValue(variable, out Label? label) && !label.IsAsked;

    /// <summary>No empty side before a full one, and no empty <c>if</c> whose condition cannot throw.</summary>
    private static IEnumerable<Statement> Tidy(If branch)
    {
        if (branch.Then.IsEmpty && branch.Else.IsEmpty) return Conditions.MayThrow(branch.Condition) ? [branch] : [];
        return branch.Then.IsEmpty && !branch.IsGuard ? [new If(Conditions.Not(branch.Condition), branch.Else, SymbolicDiff.Calculus.Ir.Block.Empty)] : [branch];
    }
}
