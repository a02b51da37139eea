using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>The call of a <see cref="Callee"/>'s reverse derivative, for both modes.</summary>
internal static class VjpCall
{
    /// <param name="call">The primal's call.</param>
    /// <param name="arguments">The values of its operands.</param>
    /// <param name="resultAdjoint">The adjoint of its value, if it has one.</param>
    /// <param name="adjoints">The adjoint of each parameter that has one, by its index.</param>
    public static External Of(External call, IReadOnlyList<Expression> arguments, Expression? resultAdjoint, IReadOnlyDictionary<int, Expression> adjoints)
    {
        Callee callee = call.Callee!;
        var text = new List<string> { callee.IsOnInstance ? "" : callee.Vjp + "(" };
        var operands = new List<Expression>();
        for (int i = 0; i < arguments.Count; i++) Add(arguments[i], Keyword(callee.Parameters[i]));
        if (resultAdjoint is not null) Add(AsArgument(resultAdjoint), "");
        foreach (int i in callee.WithAdjoints)
            Add(AsArgument(adjoints[i]), adjoints[i].Type is StorageType || callee.Parameters[i].Passing == Passing.Out ? "" : "ref ");
        text.Add(")");
        return new External(text.ToEquatableArray(), operands.ToEquatableArray(), call.Type, HasEffects: true)
        {
            DerivativeOf = callee.Name,
            Definition = callee.Definition,
            TakesRecords = callee.Forward is not null,
        };

        void Add(Expression operand, string keyword)
        {
            bool isFirst = operands.Count == (callee.IsOnInstance ? 1 : 0);
            string separator = operands.Count == 0 ? "" : isFirst ? "." + callee.Vjp + "(" : ", ";
            if (operands.Count == 0) text[0] += keyword;
            else text.Add(separator + keyword);
            operands.Add(operand);
        }
    }

    /// <summary>The keyword that the parameter's argument is passed with.</summary>
    private static string Keyword(CalleeParameter parameter) =>
        parameter.Type is StorageType ? "" : parameter.Passing switch { Passing.Ref => "ref ", Passing.Out => "out ", _ => "" };

    /// <summary>The call that replaces the primal's and records what the reverse derivative needs; null where that needs nothing.</summary>
    public static External? Recording(External call) => call.Callee is not { Forward: { } forward } callee ? null : call with
    {
        Text = new[] { forward + "(" }.Concat(Enumerable.Repeat(", ", Math.Max(0, call.Operands.Count - 1))).Append(")").ToEquatableArray(),
        Callee = null,
        DerivativeOf = callee.Name,
        TakesRecords = true,
    };

    /// <summary>
    /// What a reverse derivative is given to write, in the place of the argument: with its value or content only if that is read. What is no number
    /// afterwards has been left as it was, or has no derivative.
    /// </summary>
    public static Variable Own(CalleeParameter parameter, Expression argument, VariableSource variables, List<Statement> output)
    {
        Declare own = Own(parameter, argument, variables);
        output.Add(own);
        if (parameter.LeavesElements) output.Add(new Fill(own.Variable, Constant.RealOf(double.NaN, Columns.RealOf(own.Variable.Type))));
        return own.Variable;
    }

    /// <summary>Whether an element of what the reverse derivative was given to write has been left as it was.</summary>
    public static External IsLeft(Expression element) => new(
        EquatableArray.Of((element.Type.Equals(ValueType.Single) ? "float" : "double") + ".IsNaN(", ")"), EquatableArray.Of(element), ValueType.Boolean, HasEffects: false);

    private static Declare Own(CalleeParameter parameter, Expression argument, VariableSource variables)
    {
        bool isRead = parameter.Passing == Passing.Ref;
        if (argument.Type is not StorageType storage)
            return new Declare(variables.New(parameter.Name, argument.Type, Role.Source), isRead ? argument : null);
        StorageType array = storage with { Kind = StorageKind.Array };
        return new Declare(variables.New(parameter.Name, array, Role.Derivative), isRead ? new CopyOf(argument, array) : new ZerosLike(argument, array));
    }

    /// <summary>New adjoint memory for an argument, all zero.</summary>
    public static Declare Zeros(CalleeParameter parameter, Expression argument, VariableSource variables)
    {
        string name = parameter.Name + "Bar";
        if (parameter.Type is not StorageType storage)
            return new Declare(variables.New(name, parameter.Type, Role.Derivative), Constant.RealOf(0, parameter.Type));
        if (storage is not { Rank: 1, Element: not StorageType })
            return new Declare(variables.New(name, storage with { Kind = StorageKind.Array }, Role.Derivative), new ZerosLike(argument, storage with { Kind = StorageKind.Array }));
        var tape = new StorageType(StorageKind.Tape, storage.Element);
        var length = new Apply(Primitive.Length, ValueType.Int32, argument);
        return new Declare(variables.New(name, tape, Role.Derivative), new Allocate(tape, EquatableArray.Of<Expression>(length), Lifetime.Rented));
    }

    private static Expression AsArgument(Expression adjoint) => adjoint.Type is StorageType { Kind: StorageKind.Tape } tape
        ? new View(adjoint, tape with { Kind = StorageKind.Span }, Constant.Of(0), null)
        : adjoint;
}
