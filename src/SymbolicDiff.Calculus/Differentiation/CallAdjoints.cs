using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Undoes the call of a method that has a reverse derivative by calling that: it adds to the adjoints of the arguments.</summary>
internal sealed class CallAdjoints(VariableSource variables, Activity activity, Timeline timeline, Recall recall, Shadows shadows)
{
    /// <param name="call">The primal's call.</param>
    /// <param name="bar">The adjoint of its value.</param>
    /// <param name="adjointOf">The adjoint of a scalar, if it has one.</param>
    /// <param name="before">The position just before the call.</param>
    /// <param name="undo">What the mirror does.</param>
    public void Contribute(External call, Expression bar, Func<Expression, Variable?> adjointOf, Position before, List<Statement> undo)
    {
        EquatableArray<CalleeParameter> parameters = call.Callee!.Parameters;
        if (!call.Operands.Where((_, i) => parameters[i].HasAdjoint).Any(operand => adjointOf(operand) is not null || IsActiveStorage(operand))) return;
        List<Expression> arguments = [.. call.Operands.Select(operand => Argument(operand, call.Callee.Name, before))];
        var adjoints = new List<Expression>();
        var given = new HashSet<Variable>();
        var added = new List<Statement>();
        for (int i = 0; i < arguments.Count; i++)
        {
            if (!parameters[i].HasAdjoint) continue;
            Expression? own = IsActiveStorage(call.Operands[i]) ? shadows.Of(call.Operands[i], before) : adjointOf(call.Operands[i]);
            if (own is not null && given.Add(Key(call.Operands[i])))
            {
                adjoints.Add(own);
                continue;
            }

            // A constant, or an argument that shares its adjoint with one before it.
            Declare zeros = VjpCall.Zeros(parameters[i], arguments[i], variables);
            undo.Add(zeros);
            adjoints.Add(zeros.Variable);
            if (own is not null) added.AddRange(Added(own, zeros.Variable));
        }

        if (VjpCall.Recording(call) is { } recording) before.Slot.Statement = ((Declare)before.Slot.Statement!) with { Value = recording };
        undo.Add(new Evaluate(VjpCall.Of(call, arguments, bar, adjoints)));
        undo.AddRange(added);
    }

    private IEnumerable<Statement> Added(Expression target, Variable source) => source.Type is StorageType
        ? Storages.AddElements(target, source, variables)
        : [new Assign(target, AssignmentKind.Add, source)];

    private bool IsActiveStorage(Expression operand) => operand.Type is StorageType && activity.IsActive(operand);

    private Variable Key(Expression operand)
    {
        Variable root = Aliasing.Root(operand)!;
        return root.Type is StorageType ? activity.Aliasing.ClassOf(root) : root;
    }

    /// <summary>The argument as it was at the call, its content included.</summary>
    private Expression Argument(Expression operand, string callee, Position before)
    {
        if (operand is External { Operands.Count: 0, HasEffects: false }) return operand;
        if (operand.Type is not StorageType storage || Aliasing.Root(operand) is not { } root) return recall.At(operand, before);
        if (timeline.KeepsContent(root, before.Moment, before.Scope.Root.FusedLoop)) return recall.At(operand, before);
        if (storage.Element is StorageType) throw new RefusedException(Refusal.Call, $"'{callee}' is given '{root.Name}', which changes after the call");
        return recall.At(new CopyOf(operand, storage with { Kind = StorageKind.Array }), before);
    }
}
