using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>How loops are undone, and what is known in them.</summary>
internal sealed partial class ReverseMode
{
    private void UndoFor(For loop, Position before, List<Statement> undo)
    {
        Position entered = before with { Known = new Dictionary<Variable, Expression>(before.Known!) };
        Variable counter = variables.New(loop.Counter.Name, loop.Counter.Type, loop.Counter.Role);
        var body = new Scope(before, new LoopFrame(before.Moment.Site, before.Scope.Loop, counter));
        Walk(loop.Body, body, KnownInLoop(loop.Body, before.Known!));
        Block undoBody = body.ReverseBlock();
        before.Slot.Statement = loop with { Body = body.ForwardBlock() };
        if (undoBody.IsEmpty) return;
        For bounds = loop with { Start = recall.At(loop.Start, entered), Limit = recall.At(loop.Limit, entered) };
        undo.Add(LoopShape.Reversed(bounds, counter, undoBody, !ranges.MayEnd(loop.Limit, upwards: loop.Step < 0)));
    }

    /// <summary>Each iteration of a fused loop is undone when it ends.</summary>
    private void UndoEachIteration(Statement loop, Position before)
    {
        foreach (Variable sum in fusion.SumsIn(before.Moment.Site))
            if (knownAdjoints.TryGetValue(sum, out Declare? declaration) && knownAdjoints.Remove(sum)) before.Slot.Before.Add(declaration);
        before.Slot.Statement = loop.Map(expression => expression, body =>
        {
            var scope = new Scope(before, null, before.Moment.Site);
            Walk(body, scope, KnownInLoop(body, before.Known!));
            PlaceBeforeFusedLoops(scope, []);
            return new Block(scope.ForwardBlock().Statements.Concat(scope.ReverseBlock().Statements).ToEquatableArray());
        });
    }

    /// <summary>A loop of unknown length runs back over the variable that counts its iterations, or counts them.</summary>
    private void UndoWhile(While loop, Position before, Position after, List<Statement> undo)
    {
        Position entered = before with { Known = new Dictionary<Variable, Expression>(before.Known!) };
        Induction? induction = timeline.InductionOf(before.Moment.Site);
        Variable counter = variables.New(induction?.Variable.Name ?? "iteration", induction?.Variable.Type ?? ValueType.Int32, Role.Source);
        var body = new Scope(before, new LoopFrame(before.Moment.Site, before.Scope.Loop, counter, induction));
        Walk(loop.Body, body, KnownInLoop(loop.Body, before.Known!));
        Block undoBody = body.ReverseBlock();
        Block forwardBody = body.ForwardBlock();
        if (!undoBody.IsEmpty && induction is not null)
        {
            Position left = after with { Known = [] };
            Expression last = new Apply(Primitive.Subtract, counter.Type, recall.At(induction.Variable, left), new Constant(counter.Type, induction.Step));
            undo.Add(new For(counter, last, recall.At(induction.Variable, entered), Inclusive: true, -induction.Step, undoBody));
        }
        else if (!undoBody.IsEmpty)
        {
            Variable iterations = variables.New("iterations", ValueType.Int32, Role.Source);
            timeline.AddLocal(iterations, before.Moment.Site);
            before.Slot.Before.Add(new Declare(iterations, Constant.Of(0)));
            forwardBody = new Block(forwardBody.Statements.Append(new Assign(iterations, AssignmentKind.Add, Constant.Of(1))).ToEquatableArray());
            undo.Add(new For(counter, recall.At(iterations, after), Constant.Of(0), Inclusive: false, -1, undoBody));
        }

        before.Slot.Statement = new While(loop.Condition, forwardBody);
    }

    private Dictionary<Variable, Expression> KnownInLoop(Block body, Dictionary<Variable, Expression> known)
    {
        var inside = new Dictionary<Variable, Expression>(known);
        Forget(body, inside);
        return inside;
    }

    /// <summary>What a statement tells about the values that mutable variables hold after it.</summary>
    private void Learn(Statement statement, Dictionary<Variable, Expression> known)
    {
        foreach (Block block in statement.Blocks()) Forget(block, known);
        foreach (Variable reference in statement.References()) known.Remove(reference);
        (Variable? target, Expression? value) = statement switch
        {
            Declare declare => (declare.Variable, declare.Value),
            Assign { Target: Variable variable } assign => (variable, assign.Kind == AssignmentKind.Set ? assign.Value : null),
            _ => (null, null),
        };
        if (target is null) return;
        if (value is Constant || (value is Variable source && (recall.DefinitionOf(source) is not null || timeline.DefinitionsOf(source).Count == 0)))
            known[target] = value;
        else
            known.Remove(target);
    }

    private void Forget(Block block, Dictionary<Variable, Expression> known)
    {
        if (known.Count == 0) return;
        foreach (Statement statement in block.AllStatements())
        {
            foreach (Variable reference in statement.References()) known.Remove(reference);
            if (statement is not Assign { Target: Variable variable }) continue;
            known.Remove(variable);
            if (shadows.MovingShadowOf(variable) is { } shadow) known.Remove(shadow);
        }
    }
}
