using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Diagnostics.Refusals;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// Lowers one method, the methods it calls included. Expressions become trees without side effects; what has a side effect becomes a statement,
/// and a value that such a statement would change is held in a temporary before it. Values are brought into normal form where they are assigned.
/// </summary>
internal sealed partial class FunctionLowering
{
    private readonly LoweringSession session;
    private readonly IMethodSymbol method;
    private readonly List<CompositeParameter> composites = [];
    private CompositeType? returned;
    private readonly Frame frameOfMethod;
    private Frame frame;
    private BlockBuilder builder;

    /// <summary>What is being lowered: the place of what is reported of the statements that come of it.</summary>
    private IOperation current;

    public FunctionLowering(LoweringSession session, IMethodSymbol method, MethodBody body)
    {
        (this.session, this.method) = (session, method);
        Expression? self = method.IsStatic ? null : new External("this", new OpaqueType(method.ContainingType.ToDisplayString(Types.Qualified)));
        frame = frameOfMethod = new Frame(body, null, self);
        builder = new BlockBuilder(session.Variables);
        current = body.Root;
    }

    private Effects Effects => session.Effects;

    public Function Lower()
    {
        EquatableArray<Parameter> parameters = method.Parameters.SelectMany(LowerParameter).ToEquatableArray();
        session.Active.Add((method, null));
        Expression? value = method.ReturnsByRef || method.ReturnsByRefReadonly
            ? Refuse(Refusal.Reference, frame.Body.Root, method.Name)
            : Expand("result");
        EquatableArray<Result> results = EquatableArray<Result>.Empty;
        EquatableArray<Expression> values = EquatableArray<Expression>.Empty;
        if (value is not null && !method.ReturnsVoid)
        {
            results = Results(value);
            values = Leaves(value).Select(Atom).ToEquatableArray();
        }

        Block straight = WithKept(JumpElimination.Apply(builder.ToBlock()));
        if (results.Count > 0) straight = new Block(straight.Statements.Append(new Return(values)).ToEquatableArray());
        List<Variable> outputs = [.. parameters.Where(parameter => parameter.Passing == Passing.Out).Select(parameter => parameter.Variable)];
        bool isWhole = straight.AllStatements().SelectMany(statement => statement.Reads()).Any(IsWhole);
        if (isWhole) session.Report(Refusal.Object, method.Locations[0], method.Name);
        Block body = isWhole ? Block.Empty : DefiniteAssignment.Complete(straight, outputs);
        return new Function(method.Name, parameters, results, body) { Composites = composites.ToEquatableArray(), Returned = returned };
    }

    /// <summary>Whether an object or structure is used as one where only its parts are known.</summary>
    private static bool IsWhole(Expression expression) => expression is Aggregate or Deferred || !(expression is Constant or Variable) && expression.Children().Any(IsWhole);

    private EquatableArray<Result> Results(Expression value)
    {
        ValueType type = ValueOf(method.ReturnType, frame.Body.Root);
        if (value is not Aggregate aggregate) return EquatableArray.Of(new Result(null, type));
        AggregateType shape = type as AggregateType ?? aggregate.Shape;
        bool isFlat = method.ReturnType.IsTupleType && shape.Parts.All(part => part is not AggregateType);
        if (!isFlat) returned = Composites.Of(method.ReturnType);
        return NamesOf(shape).Zip(Leaves(aggregate), (name, leaf) => new Result(name, leaf.Type)).ToEquatableArray();
    }

    private static IEnumerable<string> NamesOf(AggregateType shape) => shape.Parts.SelectMany((part, i) => part is AggregateType inner
        ? NamesOf(inner).Select(name => Identifiers.Escape(shape.Names[i]) + "." + name)
        : [Identifiers.Escape(shape.Names[i])]);

    private static IEnumerable<Expression> Leaves(Expression value) => value is Aggregate aggregate ? aggregate.Parts.SelectMany(Leaves) : [value];

    private CompositeTypes Composites => new(
        session.Compilation, method.ContainingType, new TypeText(frame.Body.Root.SemanticModel!, frame.Body.Root.Syntax.SpanStart).Of);

    private IEnumerable<Parameter> LowerParameter(IParameterSymbol parameter)
    {
        ValueType? type = Types.Of(parameter.Type);
        bool isObject = type is OpaqueType && session.IsIndependent(parameter) && Types.Composite(parameter.Type) is not null;
        return type is AggregateType { CarriesReals: true } || isObject ? TakeApart(parameter) : [WholeParameter(parameter)];
    }

    private Parameter WholeParameter(IParameterSymbol parameter)
    {
        ValueType? type = Known(parameter.Type);
        if (type is null)
        {
            ReportType(parameter.Type, parameter.Locations[0]);
            type = ValueType.Double;
        }

        if (type is AggregateType or DelegateType) type = new OpaqueType(parameter.Type.ToDisplayString(Types.Qualified));
        Variable variable = session.Variables.New(parameter.Name, type, Role.Source);
        bool isMutated = frame.Body.IsMutated(parameter);
        if (!isMutated) Effects.MarkStable(variable);
        Expression meaning = Nullable(parameter.Type) is { } nullable && parameter.RefKind is RefKind.None or RefKind.In ? Read(nullable, variable) : variable;
        frame.Bind(parameter, isMutated && meaning is Aggregate ? Declared(parameter.Name, meaning, isStable: false) : meaning);
        return new Parameter(variable, PassingOf(parameter));
    }

    /// <summary>A parameter for each leaf of a tuple, structure or object.</summary>
    private IEnumerable<Parameter> TakeApart(IParameterSymbol parameter)
    {
        bool mayChangeUnseen = parameter.RefKind is RefKind.Ref or RefKind.Out
            || parameter.RefKind != RefKind.None && method.Parameters.Any(other => other.RefKind is RefKind.Ref or RefKind.Out);
        if (mayChangeUnseen || Composites.Of(parameter.Type) is not { } composite)
        {
            session.Report(Refusal.Type, parameter.Locations[0], (mayChangeUnseen ? parameter.RefKind.ToString().ToLowerInvariant() + " " : "") + Readable.Of(parameter.Type));
            frame.Bind(parameter, DefaultOf(Types.Composite(parameter.Type)!));
            return [];
        }

        Open(parameter.Type);
        var leaves = new List<Variable>();
        Expression value = Part(parameter.Name, Types.Composite(parameter.Type)!);
        frame.Bind(parameter, value);
        composites.Add(new CompositeParameter(new Variable(parameter.Name, int.MaxValue, composite, Role.Source), PassingOf(parameter), leaves.ToEquatableArray()));
        return leaves.Select(leaf => new Parameter(leaf, Passing.Value));

        Expression Part(string name, ValueType type)
        {
            if (type is AggregateType shape)
                return new Aggregate(shape, shape.Parts.Select((part, i) => Part(PartName(name, shape.Names[i]), part)).ToEquatableArray()) { IsMade = name == parameter.Name };
            Variable leaf = session.Variables.New(name, type is DelegateType ? new OpaqueType("global::System.Delegate") : type, Role.Source);
            if (!frame.Body.IsMutated(parameter)) Effects.MarkStable(leaf);
            leaves.Add(leaf);
            return leaf;
        }
    }

    /// <summary>Takes apart, from here on, the objects of a class and those inside them.</summary>
    private void Open(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named || Types.Composite(type) is null) return;
        if (type.TypeKind == TypeKind.Class) session.Opened.Add(named);
        foreach (ISymbol member in Types.MembersOf(named)!) Open(Types.TypeOf(member));
    }

    private static Passing PassingOf(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.None => Passing.Value,
        RefKind.Ref => Passing.Ref,
        RefKind.Out => Passing.Out,
        _ => Passing.In,
    };

    /// <summary>Lowers the frame's body into the current block; gives its value, null where it has none.</summary>
    private Expression? Expand(string resultName)
    {
        var operations = ((IBlockOperation)frame.Body.Root).Operations;
        List<IReturnOperation> returns = [.. Returns(frame.Body.Root)];
        IMethodSymbol expanded = frame.Body.Method;
        bool hasOneExit = returns.Count == 0 || returns.Count == 1 && ReferenceEquals(operations.Last(), returns[0]);
        if (hasOneExit && (returns.Count == 1 || expanded.ReturnsVoid))
        {
            if (operations.Any(operation => operation is IUsingDeclarationOperation declaration && IsResource(declaration))) return ExpandGuarded(operations, resultName);
            foreach (IOperation operation in operations.Take(operations.Length - returns.Count)) LowerStatement(operation);
            return returns.Count == 0 ? null : ReturnedValue(returns[0]);
        }

        if (expanded.ReturnsByRef || expanded.ReturnsByRefReadonly) return Refuse(Refusal.Reference, frame.Body.Root, expanded.Name);
        return ExpandGuarded(operations, resultName);
    }

    /// <summary>As above; returns jump to the end.</summary>
    private Expression? ExpandGuarded(IReadOnlyList<IOperation> operations, string resultName)
    {
        IMethodSymbol expanded = frame.Body.Method;
        frame.End = new Label(session.Variables.New("returned", ValueType.Boolean, Role.Source), jumped: true);
        frame.Result = expanded.ReturnsVoid ? null : DeclarePlace(resultName, ValueOf(expanded.ReturnType, frame.Body.Root));
        Block body = InBlock(() => LowerStatements(operations));
        builder.Add(new Labelled(frame.End, body));
        return frame.Result;
    }

    private Expression? ReturnedValue(IReturnOperation @return)
    {
        if (@return.ReturnedValue is null) return null;
        if (frame.Body.Method.ReturnsByRef || frame.Body.Method.ReturnsByRefReadonly) return StablePlace(@return.ReturnedValue);
        if (!frame.Body.Method.ReturnsVoid) return Lower(@return.ReturnedValue);
        LowerDiscarded(@return.ReturnedValue);
        return null;
    }

    private static IEnumerable<IReturnOperation> Returns(IOperation operation)
    {
        var pending = new Stack<IOperation>();
        pending.Push(operation);
        while (pending.Count > 0)
        {
            IOperation next = pending.Pop();
            if (next is IReturnOperation found) yield return found;
            if (next is IAnonymousFunctionOperation or ILocalFunctionOperation) continue;
            foreach (IOperation child in next.ChildOperations) pending.Push(child);
        }
    }

    /// <summary>The type of a C# type in this expansion; refused where it has none.</summary>
    private ValueType ValueOf(ITypeSymbol type, IOperation at)
    {
        ITypeSymbol actual = Actual(type);
        if (actual.TypeKind == TypeKind.Error) session.Break();
        if (actual is INamedTypeSymbol named && session.Opened.Contains(named))
            return Types.ListElement(named) is { } element ? new ListType(element) { IsReference = true } : Types.Composite(actual)!;
        if ((Nullable(actual) ?? Known(actual)) is { } known) return known;
        ReportType(actual, at.Syntax.GetLocation());
        return ValueType.Double;
    }

    private void ReportType(ITypeSymbol type, Location location)
    {
        if (Types.Of(type) is null) session.Report(Refusal.Type, location, Readable.Of(type));
        else session.Report(Refusal.Elements, location, Readable.Of(type), Readable.Of(RealCarriers.InnermostElement(type)));
    }

    /// <summary>The type with the members of the elements that it has; null where it has none.</summary>
    private ValueType? Known(ITypeSymbol type) =>
        Types.Of(type) is not StorageType storage || !Types.IsOfComposites(storage) ? Types.Of(type) : session.Elements.OfStorage(storage, type);

    /// <summary>The type with the type parameters of the expanded method replaced.</summary>
    private ITypeSymbol Actual(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => frame.TypeOf(parameter),
        IArrayTypeSymbol array when Actual(array.ElementType) is var element && !SymbolEqualityComparer.Default.Equals(element, array.ElementType) =>
            session.Compilation.CreateArrayTypeSymbol(element, array.Rank),
        INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false, IsTupleType: false } named when named.TypeArguments.Any(HasParameters) =>
            named.ConstructedFrom.Construct([.. named.TypeArguments.Select(Actual)]),
        INamedTypeSymbol { IsTupleType: true } tuple when tuple.TupleElements.Any(element => HasParameters(element.Type)) =>
            session.Compilation.CreateTupleTypeSymbol(
                tuple.TupleElements.Select(element => Actual(element.Type)).ToImmutableArray(),
                tuple.TupleElements.Select(element => element.IsExplicitlyNamedTupleElement ? element.Name : null).ToImmutableArray()),
        _ => type,
    };

    private static bool HasParameters(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => HasParameters(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasParameters),
        _ => false,
    };
}
