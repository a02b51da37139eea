using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Undoes the call of a method that has a reverse derivative by calling that: it adds to the adjoints of the arguments.</summary>
internal sealed class CallAdjoints(VariableSource variables, Activity activity, Timeline timeline, Recall recall, Shadows shadows)
{
    /// <param name="call">The primal's call.</param>
    /// <param name="bar">The adjoint of what it gives; null where that is zero or nothing.</param>
    /// <param name="adjointOf">The adjoint of a scalar, if it has one.</param>
    /// <param name="before">The position just before the call.</param>
    /// <param name="undo">What the mirror does.</param>
    public void Contribute(External call, Expression? bar, Func<Expression, Variable?> adjointOf, Position before, List<Statement> undo)
    {
        Callee callee = call.Callee!;
        Expression?[] own = [.. call.Operands.Select((operand, i) => !callee.Parameters[i].HasAdjoint ? null
            : IsActiveStorage(operand) ? shadows.Of(operand, before) : adjointOf(operand))];
        if (own.All(adjoint => adjoint is null)) return;
        var arguments = call.Operands.Select((operand, i) => Argument(operand, callee, callee.Parameters[i], before, undo)).ToList();
        var adjoints = new Dictionary<int, Expression>();
        var given = new HashSet<Variable>();
        var added = new List<Statement>();
        foreach (int i in callee.WithAdjoints)
        {
            CalleeParameter parameter = callee.Parameters[i];
            if (own[i] is { } adjoint && (parameter.IsWritten || given.Add(Key(call.Operands[i])) || IsWritten(call, Key(call.Operands[i]))))
            {
                adjoints.Add(i, adjoint);
                if (parameter.LeavesElements) added.Add(Storages.ClearUnless(VjpCall.IsLeft, arguments[i], adjoint, variables));
                else if (parameter.Passing == Passing.Out) added.AddRange(Cleared(adjoint));
                continue;
            }

            // A constant, or an argument that shares its adjoint with one before it.
            Declare zeros = VjpCall.Zeros(parameter, arguments[i], variables);
            undo.Add(zeros);
            adjoints.Add(i, zeros.Variable);
            if (own[i] is { } shared) added.AddRange(Added(shared, zeros.Variable));
        }

        Expression? resultAdjoint = callee.HasResultAdjoint ? bar ?? ZeroOf(call.Type, ((Declare)before.Slot.Statement!).Variable, undo) : null;
        if (callee.Recursive is not null)
        {
            External forward = RecursiveCall.Forward(call);
            before.Slot.Statement = before.Slot.Statement is Declare declare ? declare with { Value = forward } : new Evaluate(forward);
            undo.Add(new Evaluate(RecursiveCall.Reverse(call, arguments, resultAdjoint, adjoints)));
        }
        else
        {
            undo.Add(new Evaluate(VjpCall.Of(call, arguments, resultAdjoint, adjoints)));
        }

        undo.AddRange(added);
    }

    private Expression ZeroOf(ValueType type, Variable given, List<Statement> undo)
    {
        if (type is not StorageType storage) return Constant.RealOf(0, type);
        Variable zeros = variables.New(given.Name + "Bar", storage, Role.Derivative);
        undo.Add(new Declare(zeros, new ZerosLike(given, storage)));
        return zeros;
    }

    private IEnumerable<Statement> Cleared(Expression adjoint) => adjoint.Type is StorageType
        ? Storages.FillWithZeros(adjoint, variables)
        : [new Assign(adjoint, AssignmentKind.Set, Constant.RealOf(0, adjoint.Type))];

    private IEnumerable<Statement> Added(Expression target, Variable source) => source.Type is StorageType
        ? Storages.AddElements(target, source, variables)
        : [new Assign(target, AssignmentKind.Add, source)];

    private bool IsActiveStorage(Expression operand) => operand.Type is StorageType && activity.IsActive(operand);

    private Variable Key(Expression operand)
    {
        Variable root = Aliasing.Root(operand)!;
        return root.Type is StorageType ? activity.Aliasing.ClassOf(root) : root;
    }

    /// <summary>Whether the call writes storage of the class: then its arguments share no memory, and so no adjoint.</summary>
    private bool IsWritten(External call, Variable key) =>
        key.Type is StorageType && call.Written.Any(operand => operand.Type is StorageType && Key(operand).Equals(key));

    /// <summary>The argument as it was at the call, its content included; of what the method writes a copy.</summary>
    private Expression Argument(Expression operand, Callee callee, CalleeParameter parameter, Position before, List<Statement> undo)
    {
        if (parameter.Passing == Passing.Value) return Argument(operand, callee.Name, before);
        if (callee.Recursive is not null) return operand.Type is StorageType ? recall.At(operand, before) : operand; // its content is recorded
        bool isRead = parameter.Passing == Passing.Ref;
        Expression argument = operand.Type is StorageType && isRead ? Argument(operand, callee.Name, before)
            : operand.Type is StorageType || isRead ? recall.At(operand, before) : operand;
        return VjpCall.Own(parameter, argument, variables, undo);
    }

    private Expression Argument(Expression operand, string callee, Position before)
    {
        if (operand is External { Operands.Count: 0, HasEffects: false }) return operand;
        if (operand.Type is not StorageType storage || Aliasing.Root(operand) is not { } root) return recall.At(operand, before);
        if (timeline.KeepsContent(root, before.Moment, before.Scope.Root.FusedLoop)) return recall.At(operand, before);
        if (storage.Element is StorageType) throw new RefusedException(Refusal.Call, $"'{callee}' is given '{root.Name}', which changes after the call");
        return recall.At(new CopyOf(operand, storage with { Kind = StorageKind.Array }), before);
    }
}
