using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Statements other than loops and switches.</summary>
internal sealed partial class FunctionLowering
{
    private void LowerStatement(IOperation operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        IOperation outer = current;
        current = operation;
        LowerCurrentStatement(operation);
        current = outer;
    }

    private void LowerCurrentStatement(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation block:
                LowerStatements(block.Operations);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations)
                    foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
                        LowerDeclarator(declarator, declarator.Initializer ?? declaration.Initializer);
                break;
            case IUsingDeclarationOperation { IsAsynchronous: false } rented when rented.DeclarationGroup.Declarations.All(IsTape):
                LowerStatement(rented.DeclarationGroup);
                break;
            case IExpressionStatementOperation statement:
                LowerDiscarded(statement.Operation);
                break;
            case IConditionalOperation branch:
                LowerIf(branch);
                break;
            case ILoopOperation loop:
                LowerLoop(loop);
                break;
            case ISwitchOperation choice:
                LowerSwitch(choice);
                break;
            case IBranchOperation branch:
                LowerJump(branch);
                break;
            case IReturnOperation { Kind: OperationKind.Return } @return:
                LowerReturn(@return);
                break;
            case IThrowOperation @throw:
                LowerThrow(@throw);
                break;
            case ITryOperation guarded:
                LowerTry(guarded);
                break;
            case IUsingOperation resource:
                LowerUsing(resource);
                break;
            case IEmptyOperation or ILocalFunctionOperation:
                break;
            case IInvalidOperation:
                Invalid(operation);
                break;
            default:
                Refuse(operation);
                break;
        }
    }

    /// <summary>Whether it is memory that an emitted derivative gives back when it ends: the caller's own tapes are given back by what is emitted for it.</summary>
    private static bool IsTape(IVariableDeclarationOperation declaration) => declaration.Declarators.All(declarator =>
        declarator.Symbol.Type is INamedTypeSymbol type && Types.LibraryKind(type) is StorageKind.Tape or StorageKind.Stack);

    private void LowerDeclarator(IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local.IsConst) return;
        if (local.RefKind != RefKind.None)
        {
            frame.Bind(local, initializer is null ? Refuse(declarator) : StablePlace(initializer.Value));
            return;
        }

        if (frame.TakePredeclared(local) is { } place)
        {
            if (initializer is not null) Set(place, Convert(initializer.Value, Lower(initializer.Value), place.Type, isChecked: false));
            return;
        }

        ValueType type = ValueOf(local.Type, declarator);
        bool isStable = !frame.Body.IsMutated(local);
        if (initializer is null)
        {
            frame.Bind(local, DeclarePlace(local.Name, type, isStable: false));
        }
        else
        {
            frame.Bind(local, LowerInitial(local.Name, initializer.Value, type, isStable));
        }
    }

    private Expression LowerInitial(string name, IOperation initial, ValueType type, bool isStable)
    {
        IOperation plain = initial;
        while (plain is IConversionOperation { IsImplicit: true, OperatorMethod: null, ConstantValue.HasValue: false } conversion
            && (conversion.Conversion.IsIdentity || IsCollection(conversion.Operand) || IsStackAlloc(conversion.Operand))) plain = conversion.Operand;
        if (isStable && type is StorageType && IsNewStorage(plain)) return LowerArray(plain, name);
        if (type is ListType list && (plain is IObjectCreationOperation || IsCollection(plain))) return isStable ? LowerListCreation(plain, list, name) : Refuse(Refusal.List, initial, name);
        if (isStable && Upcast(plain) is IObjectCreationOperation made && ValueOf(made.Type!, made) is AggregateType { Class: not null, IsEntity: true } entity) return StructCreation(made, entity, name);
        if (plain is ISwitchExpressionOperation choice)
        {
            Expression place = DeclarePlace(name, type, isStable: false);
            LowerArms(choice, place);
            return place;
        }

        bool isFilled = isStable && plain is IInvocationOperation call && (IsQuery(call.TargetMethod) || IsOverElements(call));
        if (isFilled) arrayName = name;
        Expression value = Lower(initial);
        arrayName = null;
        if (isFilled && value is Variable { Type: StorageType }) return value;
        return Declared(name, Convert(initial, value, type, isChecked: false), type, isStable);
    }

    private void LowerIf(IConditionalOperation branch)
    {
        Expression condition = Lower(branch.Condition);
        if (condition is Constant known)
        {
            if (known.Bits != 0) LowerStatement(branch.WhenTrue);
            else if (branch.WhenFalse is not null) LowerStatement(branch.WhenFalse);
            return;
        }

        Block then = InBlock(() => LowerStatement(branch.WhenTrue));
        Block otherwise = branch.WhenFalse is null ? Block.Empty : InBlock(() => LowerStatement(branch.WhenFalse));
        bool isTurned = branch.Condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not };
        if (!EmittedTrees.IsGuard(branch.Condition)) Emit(new If(condition, then, otherwise));
        else Emit((isTurned ? new If(Conditions.Not(condition), otherwise, then) : new If(condition, then, otherwise)) with { IsGuard = true });
    }

    private void LowerJump(IBranchOperation branch)
    {
        if (frame.Target(branch.Target) is { } label)
        {
            CleanUp(label);
            Emit(new Jump(label));
        }
        else if (frame.Sections.TryGetValue(branch.Target, out ISwitchCaseOperation? section) && !frame.OpenSections.Contains(section))
            LowerSection(section);
        else Refuse(branch);
    }

    private void LowerReturn(IReturnOperation @return)
    {
        if (@return.ReturnedValue is { } returned)
        {
            if (frame.Result is null) LowerDiscarded(returned);
            else if (returned is ISwitchExpressionOperation choice) LowerArms(choice, frame.Result);
            else Set(frame.Result, Convert(returned, Lower(returned), frame.Result.Type, isChecked: false));
        }

        CleanUp(null);
        if (frame.End is not null) Emit(new Jump(frame.End));
    }
}
