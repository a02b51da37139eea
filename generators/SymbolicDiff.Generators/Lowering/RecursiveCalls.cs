using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Methods and local functions that call themselves: functions of their own, and the calls of them.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>A method that calls itself, as a function of its own.</summary>
    public static Function LowerRecursive(LoweringSession session, RecursiveMethod recursive)
    {
        var lowering = new FunctionLowering(session, recursive.Method, recursive.Body);
        lowering.frame = new Frame(recursive.Body, recursive.Home, recursive.Self);
        lowering.frame.BindTypes(recursive.Method);
        return lowering.LowerRecursive(recursive);
    }

    private Function LowerRecursive(RecursiveMethod recursive)
    {
        List<Parameter> parameters = [.. recursive.Callee.Parameters.Select(parameter =>
            new Parameter(session.Variables.New(parameter.Name, parameter.Type, Role.Source), parameter.Passing))];
        var variables = new Queue<Variable>(parameters.Select(parameter => parameter.Variable));
        foreach (RecursiveArgument given in recursive.Given)
        {
            bool isKept = given.Passing == Passing.Value && !frame.Body.IsMutated(given.Symbol.OriginalDefinition);
            bool isOwn = given.Symbol is IParameterSymbol && SymbolEqualityComparer.Default.Equals(given.Symbol.ContainingSymbol, recursive.Method.OriginalDefinition);
            Frame home = isOwn ? frame : frame.Outer!;
            home.Bind(given.Symbol.OriginalDefinition, Brought(given.Type, isKept));
        }

        session.Active.Add((recursive.Method.OriginalDefinition, recursive.Home));
        Expression? value = Expand("result");
        if (value is null || recursive.Result is null) return Finished(parameters.ToEquatableArray());
        if (recursive.Result is not AggregateType)
            return Finished(parameters.ToEquatableArray(), Atom(Convert(frame.Body.Root, value, recursive.Result, isChecked: false)));
        List<Expression> leaves = [.. Leaves(value).Select(Atom)];
        if (leaves.Count != variables.Count) session.RequireRefused();
        foreach (Expression leaf in leaves.Take(variables.Count).ToList()) Set(variables.Dequeue(), leaf);
        return Finished(parameters.ToEquatableArray());

        Expression Brought(ValueType type, bool isKept)
        {
            if (type is AggregateType shape) return new Aggregate(shape, shape.Parts.Select(part => Brought(part, isKept)).ToEquatableArray());
            if (isKept) Effects.MarkStable(variables.Peek());
            return variables.Dequeue();
        }
    }

    /// <summary>The method that is differentiated, where it calls itself: a call of its own function; null if it does not, or has no such function.</summary>
    public Function? LowerItself()
    {
        if (!session.Recursion.Includes(method)) return null;
        RecursiveMethod described = Described(method, frame.Body, [], null, method.IsStatic ? null : frame.Self);
        if (!described.IsInSource || session.Recursion.WhyNot(described) is not null) return null;
        RecursiveMethod recursive = session.Recursion.Known(described, [.. TypeArguments(method)])!;
        EquatableArray<Parameter> parameters = method.Parameters.Select(WholeParameter).ToEquatableArray();
        Variable? value = Called(recursive.Callee, [.. parameters.Select(parameter => parameter.Variable)], operands => CallOf(recursive, operands), "result").Result;
        return Finished(parameters, value);
    }

    /// <summary>The method as its calls here see it.</summary>
    private RecursiveMethod Described(IMethodSymbol called, MethodBody body, IEnumerable<RecursiveArgument> around, Frame? home, Expression? self)
    {
        IEnumerable<RecursiveArgument> given = called.Parameters.Select(parameter => new RecursiveArgument(
            parameter.OriginalDefinition, TypeOf(parameter.Type), parameter.RefKind switch { RefKind.Ref => Passing.Ref, RefKind.Out => Passing.Out, _ => Passing.Value }));
        return new RecursiveMethod(called, body, home, self, given.Concat(around).ToEquatableArray(), called.ReturnsVoid ? null : TypeOf(called.ReturnType));
    }

    private ValueType TypeOf(ITypeSymbol type) => Known(Actual(type)) ?? new OpaqueType(type.ToDisplayString(Types.Qualified));

    /// <summary>A local function is given the variables around it that it and the local functions that it calls mention.</summary>
    private Expression? CallRecursiveLocal(IInvocationOperation operation, MethodBody body, Frame owner)
    {
        IMethodSymbol target = operation.TargetMethod;
        if (target.IsGenericMethod) target = target.ConstructedFrom.Construct([.. target.TypeArguments.Select(Actual)]);
        IReadOnlyList<IMethodSymbol> functions = session.Recursion.LocalFunctionsFrom(target.OriginalDefinition, owner.Body);
        List<MethodBody> bodies = [.. functions.Select(function => session.BodyOf(function, owner.Body.LocalFunction(function)!.Body!))];
        var around = bodies.SelectMany(own => own.References).Distinct<ISymbol>(SymbolEqualityComparer.Default).Where(IsAround)
            .OrderBy(symbol => symbol.Locations[0].SourceSpan.Start)
            .Select(symbol => new RecursiveArgument(symbol, TypeOf(symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type), PassingOf(symbol)));
        var home = new Frame(owner.Body, null, owner.Self);
        home.CopyTypes(owner);
        return CallRecursive(operation, Described(target, body, around, home, owner.Self), owner);

        bool IsAround(ISymbol symbol)
        {
            if (symbol is ILocalSymbol { IsConst: true }) return false;
            for (ISymbol? outer = symbol.ContainingSymbol; outer is IMethodSymbol; outer = outer.ContainingSymbol)
                if (functions.Contains(outer, SymbolEqualityComparer.Default)) return false;
            return true;
        }

        Passing PassingOf(ISymbol symbol) => bodies.Any(own => own.IsMutated(symbol)) ? Passing.Ref : Passing.Value;
    }

    /// <summary>What the type parameters around and of the method stand for.</summary>
    private IEnumerable<string> TypeArguments(IMethodSymbol called)
    {
        IEnumerable<ITypeSymbol> arguments = called.TypeArguments;
        for (ISymbol? outer = called.ContainingSymbol; outer is not null and not INamespaceSymbol; outer = outer.ContainingSymbol)
        {
            if (outer is IMethodSymbol method) arguments = arguments.Concat(method.TypeArguments);
            if (outer is INamedTypeSymbol type) arguments = arguments.Concat(type.TypeArguments);
        }

        return arguments.Select(argument => Actual(argument).ToDisplayString(Types.Qualified));
    }

    /// <param name="operation">The call.</param>
    /// <param name="described">What is called.</param>
    /// <param name="home">For a local function: where the variables around it are.</param>
    private Expression? CallRecursive(IInvocationOperation operation, RecursiveMethod described, Frame? home)
    {
        IMethodSymbol target = described.Method;
        string? reason = session.Recursion.WhyNot(described);
        RecursiveMethod? known = reason is null ? session.Recursion.Known(described, [.. TypeArguments(target)]) : null;
        if (known is not { } recursive)
            return Refuse(Refusal.Recursion, operation, target.ToDisplayString(), reason ?? "it is called with ever new type arguments");
        if (recursive.IsInSource) RequireAccessible(operation, target);
        Expression[] values = ArgumentsInOrder(operation.Arguments);
        var places = new List<Expression>();
        var arguments = new List<Expression?>();
        foreach (RecursiveArgument given in recursive.Given)
        {
            int index = given.Symbol is IParameterSymbol parameter ? operation.Arguments.ToList().FindIndex(argument => IsFor(argument, parameter, target)) : -1;
            Expression? value = index >= 0 ? values[index] : home?.Meaning(given.Symbol.OriginalDefinition);
            if (value is null)
                return Refuse(Refusal.Recursion, operation, target.ToDisplayString(), "'" + given.Symbol.Name + "' is not known where it is called");
            if (given.Passing == Passing.Value) value = Convert(operation, value, given.Type, isChecked: false);
            if (value is Deferred || LeavesOf(given.Type) != Leaves(value).Count())
                return Refuse(Refusal.Recursion, operation, target.ToDisplayString(), Unknown(given.Symbol));
            if (given.Passing != Passing.Value) places.AddRange(Leaves(value));
            arguments.AddRange(Leaves(value).Select(leaf => given.Passing != Passing.Value ? leaf : leaf.Type is StorageType ? Path(leaf) : Atom(leaf)));
        }

        if (!AreApart(places, arguments)) return Refuse(Refusal.SharedReference, operation, recursive.Callee.Name, Fence.Text(operation));
        var shape = recursive.Result as AggregateType;
        arguments.AddRange(Enumerable.Repeat<Expression?>(null, recursive.Callee.Parameters.Count - arguments.Count));
        (Variable? result, List<Variable> parts) = Called(recursive.Callee, arguments, operands => CallOf(recursive, operands), Names.Local(target.Name));
        if (shape is null) return result;
        int next = 0;
        return Together(shape);

        Expression Together(ValueType type) => type is AggregateType inner ? new Aggregate(inner, inner.Parts.Select(Together).ToEquatableArray()) : parts[next++];
    }

    private static bool IsFor(IArgumentOperation argument, IParameterSymbol parameter, IMethodSymbol target) =>
        argument.Parameter!.Ordinal == parameter.Ordinal && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, target.OriginalDefinition);

    public static string Unknown(ISymbol symbol) => "what it knows of '" + symbol.Name + "' is no number, storage, tuple or structure of them";

    private static int LeavesOf(ValueType type) => type is AggregateType shape ? shape.Parts.Sum(LeavesOf) : 1;

    /// <summary>
    /// Whether nothing that is passed by reference is passed twice: a new value is there when the call has ended only. Elements must not be of storage that is
    /// passed, too; what is not known to be another storage is checked where the derivative runs.
    /// </summary>
    private bool AreApart(List<Expression> places, List<Expression?> arguments)
    {
        List<Variable> variables = [.. places.OfType<Variable>()];
        if (places.Any(place => place is not (Variable or Element)) || variables.Distinct().Count() != variables.Count) return false;
        List<Element> elements = [.. places.OfType<Element>()];
        if (elements.Count > 1) return false;
        foreach (Element element in elements)
        {
            foreach (Expression storage in arguments.OfType<Expression>().Where(argument => argument.Type is StorageType && HoldSame(argument.Type, element.Type)))
            {
                if (Dependence.Root(storage) is { } root && root.Equals(Dependence.Root(element))) return false;
                if (element.Storage.Type is not StorageType { Rank: 1, Element: ScalarType }) return false;
                Emit(new Guard(GuardKind.Distinct, EquatableArray.Of(element.Storage, storage)));
            }
        }

        return true;
    }

    private static bool HoldSame(ValueType storage, ValueType real) => storage is StorageType rows ? HoldSame(rows.Element, real) : storage.Equals(real);

    private Function Finished(EquatableArray<Parameter> parameters, Expression? value = null) => value is null
        ? Finished(parameters, EquatableArray<Result>.Empty, EquatableArray<Expression>.Empty)
        : Finished(parameters, EquatableArray.Of(new Result(null, value.Type)), EquatableArray.Of(value));

    private External CallOf(RecursiveMethod recursive, Expression[] operands)
    {
        IMethodSymbol method = recursive.Method;
        RecursiveForm form = recursive.Callee.Recursive!;
        string start = !recursive.IsInSource ? form.Name + form.TypeParameters
            : (method.IsStatic ? method.ContainingType.ToDisplayString(Types.Qualified) : "this") + "." + Escaped(method)
                + (method.IsGenericMethod ? "<" + string.Join(", ", method.TypeArguments.Select(type => type.ToDisplayString(Types.Qualified))) + ">" : "");
        ValueType type = recursive.Result is null or AggregateType ? new OpaqueType("void") : recursive.Result;
        var text = recursive.Callee.TextOf(start + "(");
        return new External(text, operands.ToEquatableArray(), type, HasEffects: true, KeepsStorage: true) { Callee = recursive.Callee };
    }
}
