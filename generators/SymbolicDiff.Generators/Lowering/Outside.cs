using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Code outside of the differentiation: members, objects and methods without source, as C# text with operands.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>Whether what is lowered goes to somebody who only looks at it.</summary>
    private bool isObserving;

    /// <summary>A value for somebody who only looks at it: a message, a log.</summary>
    private Expression Observed(IOperation operation)
    {
        bool before = isObserving;
        isObserving = true;
        while (operation is IConversionOperation { IsImplicit: true, Type: var type } conversion
            && Types.Scalar(type!) is null && !operation.ConstantValue.HasValue)
            operation = conversion.Operand;
        Expression value = Lower(operation);
        isObserving = before;
        return value;
    }

    /// <summary>A field or property that is read where it stands: a constant of the differentiation.</summary>
    private Expression MemberText(IMemberReferenceOperation operation, ISymbol member, Expression? instance)
    {
        ITypeSymbol? constrained = (operation as IPropertyReferenceOperation)?.ConstrainedToType;
        if (instance is null && member.IsAbstract && !IsOfTypeParameter(constrained)) return Refuse(Refusal.NoSource, operation, member.ToDisplayString());
        RequireAccessible(operation, member);
        ValueType type = operation.Type is null ? new OpaqueType("object") : OutsideType(operation.Type, operation);
        if (type is DelegateType)
        {
            if (KnownDelegate(member) is { } known) return known;
            type = new OpaqueType(Actual(operation.Type!).ToDisplayString(Types.Qualified));
        }

        if (type is AggregateType structure && !CanRead(operation, structure)) return Refuse(Refusal.Object, operation, Fence.Text(operation));
        if (instance is External { Operands.Count: 0 } && !type.Equals(ValueType.Boolean)) Read(instance);
        var text = new Text();
        if (instance is null) text.Add(HomeOf(member, constrained));
        else text.Add(session.HandOver(operation, Held(instance), Fence.Text(operation)));
        if (operation is IPropertyReferenceOperation { Arguments.Length: > 0 } indexer)
        {
            text.Add("[");
            AddArguments(text, InOrder(indexer.Arguments.Select(argument => argument.Value)), indexer.Arguments, Fence.Text(operation));
            text.Add("]");
        }
        else
        {
            text.Add("." + Escaped(member));
        }

        if (type is not AggregateType shape) return text.ToExternal(type, hasEffects: false);
        External whole = text.ToExternal(new OpaqueType(Actual(operation.Type!).ToDisplayString(Types.Qualified)), hasEffects: false);
        return PartsOf(Read(member is IPropertySymbol ? Local(whole, Names.Local(member.Name)) : whole), shape);
    }

    /// <summary>Whether a vector, matrix or complex number outside is only read: its members are constants.</summary>
    private bool CanRead(IMemberReferenceOperation operation, AggregateType shape) =>
        !shape.IsReference && !IsTarget(operation) && Actual(operation.Type!) is INamedTypeSymbol { IsTupleType: false } type && Types.IsKnown(type);

    private static Aggregate PartsOf(Expression whole, AggregateType shape) =>
        new(shape, shape.Names.Zip(shape.Parts, (name, part) => (Expression)Text.Of(part, whole, "." + name)).ToEquatableArray());

    /// <summary>The type of what comes from outside; what may be null is read there.</summary>
    private ValueType OutsideType(ITypeSymbol type, IOperation at) =>
        Nullable(Actual(type)) is null && !IsOpenedList(Actual(type)) ? ValueOf(type, at) : new OpaqueType(Actual(type).ToDisplayString(Types.Qualified));

    /// <summary>The value of a member; that it is read is remembered.</summary>
    private Expression Read(Expression value)
    {
        if (value is External { Operands.Count: 0 } external) session.Handovers.Read(external.Text[0]);
        return value;
    }

    /// <summary>The object whose member is used: getting hold of it does not read what it keeps.</summary>
    private Expression Receiver(IOperation operation) => Named(operation switch
    {
        IInstanceReferenceOperation => frame.Self ?? Refuse(operation),
        IPropertyReferenceOperation or IFieldReferenceOperation when !operation.ConstantValue.HasValue => Place(operation),
        IConversionOperation { IsImplicit: true, Conversion.IsReference: true, OperatorMethod: null } conversion => Receiver(conversion.Operand),
        _ => Lower(operation),
    });

    /// <summary>The instance as a primary expression.</summary>
    private Expression Held(Expression instance) => instance is External or Variable ? instance : Local(instance);

    private static string Escaped(ISymbol member) =>
        member.ToDisplayString(new SymbolDisplayFormat(miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers));

    private void RequireAccessible(IOperation at, ISymbol member)
    {
        if (FrameworkMembers.Include(at.Syntax.SyntaxTree)) return; // they use what is public
        INamedTypeSymbol within = session.Target.ContainingType;
        if (!session.Compilation.IsSymbolAccessibleWithin(member, within))
            session.Report(Refusal.Inaccessible, at, member.ToDisplayString(), within.ToDisplayString());
    }

    /// <summary>A call of a method without source. What depends on the parameters may go in only where it cannot come out again.</summary>
    private Expression? CallOutside(IInvocationOperation operation)
    {
        IMethodSymbol target = Resolved(operation);
        ValueType? type = target.ReturnsVoid ? null : OutsideType(target.ReturnType, operation);
        bool isObserver = Observers.Include(target);
        if (type is AggregateType or DelegateType || target.ReturnsByRef || target is { IsStatic: true, IsAbstract: true } && !IsOfTypeParameter(operation.ConstrainedToType)
            || operation.Arguments.Any(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out))
            return Refuse(NoSource(target), operation, target.ToDisplayString());
        RequireAccessible(operation, target);

        Expression? instance = operation.Instance is null ? null : Held(Receiver(operation.Instance));
        if (instance is Aggregate or Deferred) return Refuse(NoSource(target), operation, target.ToDisplayString());
        if (instance is { Type.CarriesReals: true } && type is { CarriesReals: true })
            return Refuse(NoSource(target), operation, target.ToDisplayString());
        Expression[] arguments = InOrder([.. operation.Arguments.Select<IArgumentOperation, Func<Expression[], Expression>>(
            argument => _ => isObserver ? Observed(argument.Value) : Passed(argument.Value))]);
        if (!CheckPassed(operation, arguments, type is { CarriesReals: true }, isObserver)) return StandIn(operation.Type);

        External call = CallText(operation, instance, arguments) with { Type = type ?? new OpaqueType("void"), KeepsStorage = isObserver };
        bool hasEffects = call.HasEffects;
        if (type is null) Emit(new Evaluate(call));
        return type is null ? null : hasEffects ? Local(call, Names.Local(target.Name)) : call;
    }

    private DiagnosticDescriptor NoSource(IMethodSymbol target) =>
        ForeignDerivatives.IsDifferentiable(target, session.Compilation) ? Refusal.NoDerivative : Refusal.NoSource;

    private External CallText(IInvocationOperation operation, Expression? instance, Expression[] arguments)
    {
        IMethodSymbol target = Resolved(operation);
        string name = target.ToDisplayString();
        if (Observers.Compares(target))
        {
            instance = session.Handovers.Stopped(instance!);
            arguments = [.. arguments.Select(session.Handovers.Stopped)];
        }

        var text = new Text();
        if (instance is null) text.Add(HomeOf(target, operation.ConstrainedToType));
        else text.Add(session.HandOver(operation.Instance!, instance, name));
        text.Add("." + Escaped(target) + TypeArguments(operation) + "(");
        AddArguments(text, arguments, operation.Arguments, name);
        text.Add(")");
        External call = text.ToExternal(ValueType.Boolean, hasEffects: !Observers.IsPure(target));
        RememberKeeper(target, instance, call);
        return call;
    }

    /// <summary>What a call is given may be kept by the object that is called, or by the type.</summary>
    private void RememberKeeper(IMethodSymbol target, Expression? instance, External call)
    {
        string? keeper = instance switch
        {
            null => target.ContainingType.ToDisplayString(Types.Qualified),
            External { Operands.Count: 0 } member => member.Text[0],
            _ => null,
        };
        if (keeper is null || !call.HasEffects) return;
        session.Handovers.Keep(call, keeper);
        if (!target.ReturnsVoid && target.ReturnType.SpecialType != SpecialType.System_Boolean) session.Handovers.Read(keeper);
    }

    /// <summary>An argument; arrays and spans keep their type, so that it is seen what they hold.</summary>
    private Expression Passed(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true, Operand.Type: { } inner } conversion && Types.Of(Actual(inner)) is StorageType)
            operation = conversion.Operand;
        return Lower(operation);
    }

    private string TypeArguments(IInvocationOperation operation)
    {
        if (operation.TargetMethod.TypeArguments.IsEmpty) return "";
        return "<" + string.Join(", ", operation.TargetMethod.TypeArguments.Select(type => Actual(type).ToDisplayString(Types.Qualified))) + ">";
    }

    /// <summary>Whether the arguments may be passed; of what an observer is given it is found out later whether it comes back.</summary>
    private bool CheckPassed(IInvocationOperation operation, Expression[] arguments, bool returnsReals, bool isObserver)
    {
        string name = operation.TargetMethod.ToDisplayString();
        bool isForgetful = !returnsReals && (isObserver || Observers.IsPure(Resolved(operation)));
        if (arguments.Any(value => value is Aggregate or Deferred || value.Type is StorageType { CarriesReals: true } && !(isObserver && isForgetful)))
        {
            Refuse(NoSource(operation.TargetMethod), operation, name);
            return false;
        }

        foreach (var (argument, value) in operation.Arguments.Zip(arguments, (argument, value) => (argument, value)))
        {
            if (value.Type.IsReal && !isForgetful)
                session.ReportIfDependent(returnsReals ? NoSource(operation.TargetMethod) : Refusal.PassedOutside, argument, value, name);
        }

        return true;
    }

    private void AddArguments(Text text, IReadOnlyList<Expression> values, IReadOnlyList<IArgumentOperation> arguments, string receiver)
    {
        bool isFirst = true;
        for (int i = 0; i < values.Count; i++)
        {
            if (arguments[i].ArgumentKind == ArgumentKind.DefaultValue) continue;
            if (!isFirst) text.Add(", ");
            isFirst = false;
            if (arguments[i].Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.ArgumentSyntax { NameColon: not null })
                text.Add(arguments[i].Parameter!.Name + ": ");
            text.Add(session.HandOver(arguments[i], values[i], receiver));
        }
    }

    private Expression LowerCreation(IObjectCreationOperation operation)
    {
        ValueType type = ValueOf(operation.Type!, operation);
        if (type is StorageType span) return SpanCreation(operation, span);
        if (type is ListType list) return LowerListCreation(operation, list, null);
        if (type is AggregateType shape) return StructCreation(operation, shape);
        if (operation.Type is INamedTypeSymbol named) RememberCreated((INamedTypeSymbol)Actual(named));
        if (operation.Initializer is not null) return Refuse(operation);
        return Local(CreationText(operation, isObserver: false) with { HasEffects = true });
    }

    private void RememberCreated(INamedTypeSymbol type)
    {
        if (Types.Composite(type) is not null || Types.ListElement(type) is not null) session.Created.Add(type);
    }

    private External CreationText(IObjectCreationOperation operation, bool isObserver)
    {
        if (operation.Constructor is { } constructor) RequireAccessible(operation, constructor);
        if (operation.Initializer is not null) Refuse(operation);
        Expression[] arguments = InOrder([.. operation.Arguments.Select<IArgumentOperation, Func<Expression[], Expression>>(
            argument => _ => isObserver ? Observed(argument.Value) : Lower(argument.Value))]);
        string name = operation.Type!.ToDisplayString(Types.Qualified);
        if (!isObserver)
        {
            foreach (Expression value in arguments)
            {
                if (value is Aggregate or Deferred || value.Type is StorageType { CarriesReals: true })
                    Refuse(Refusal.Object, operation, Fence.Text(operation));
                else if (value.Type.IsReal) session.ReportIfDependent(Refusal.Object, operation, value, Fence.Text(operation));
            }
        }

        var text = new Text();
        text.Add("new " + name + "(");
        AddArguments(text, arguments, operation.Arguments, Readable.Of(operation.Type!));
        text.Add(")");
        return text.ToExternal(new OpaqueType(name), hasEffects: false);
    }

    private Expression LowerWith(IWithOperation operation)
    {
        if (ValueOf(operation.Type!, operation) is not AggregateType || operation.CloneMethod is { } clone && Constructors.CopiesItself(clone.ContainingType)) return Refuse(operation);
        return Lower(operation.Operand) is Aggregate aggregate ? WithMembers(aggregate.Shape.IsEntity ? Cloned(aggregate) : aggregate, operation.Initializer) : Refuse(operation);
    }

    /// <summary>The structure with the members that the initializer names replaced.</summary>
    private Expression WithMembers(Aggregate structure, IObjectOrCollectionInitializerOperation initializer)
    {
        if (structure.Shape is { IsEntity: true, Class: not null }) return Initialise(structure, initializer);
        var names = new List<string>();
        var assignments = new List<ISimpleAssignmentOperation>();
        foreach (IOperation operation in initializer.Initializers)
        {
            if (operation is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } assignment
                || Part(structure, member.Member.Name) is null)
            {
                MarkChanged(structure); // a property with a body, or the members of a member
                return Refuse(operation);
            }

            names.Add(member.Member.Name);
            assignments.Add(assignment);
        }

        Expression[] values = InOrder([_ => structure, .. assignments.Select<ISimpleAssignmentOperation, Func<Expression[], Expression>>(
            assignment => _ => Lower(assignment.Value))]);
        return Replaced((Aggregate)values[0], names, values.Skip(1), initializer);
    }

    private Aggregate Replaced(Aggregate structure, IReadOnlyList<string> names, IEnumerable<Expression> values, IOperation at)
    {
        Expression[] parts = [.. structure.Parts];
        foreach (var (name, value) in names.Zip(values, (name, value) => (name, value)))
            for (int i = 0; i < parts.Length; i++)
                if (structure.Shape.Names[i] == name) parts[i] = Convert(at, value, structure.Shape.Parts[i], isChecked: false);
        return structure with { Parts = parts.ToEquatableArray(), IsMade = true };
    }
}
