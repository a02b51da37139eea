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
        for (int i = 0; i < arguments.Count; i++) Add(arguments[i], callee.Parameters[i].Keyword);
        if (resultAdjoint is not null) Add(AsArgument(resultAdjoint), "");
        foreach (int i in callee.WithAdjoints)
            Add(AsArgument(adjoints[i]), adjoints[i].Type is StorageType || callee.Parameters[i].Passing == Passing.Out ? "" : "ref ");
        text.Add(")");
        return new External(text.ToEquatableArray(), operands.ToEquatableArray(), call.Type, HasEffects: true)
        {
            DerivativeOf = callee.Name,
            Definition = callee.Definition,
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
        if (storage.Kind == StorageKind.Stack)
            return new Declare(variables.New(name, storage, Role.Derivative), new Allocate(storage, EquatableArray<Expression>.Empty, Lifetime.Rented));
        if (storage is not { Rank: 1, Element: not StorageType })
            return new Declare(variables.New(name, storage with { Kind = StorageKind.Array }, Role.Derivative), new ZerosLike(argument, storage with { Kind = StorageKind.Array }));
        var tape = new StorageType(StorageKind.Tape, storage.Element);
        var length = new Apply(Primitive.Length, ValueType.Int32, argument);
        return new Declare(variables.New(name, tape, Role.Derivative), new Allocate(tape, EquatableArray.Of<Expression>(length), Lifetime.Rented));
    }

    public static Expression AsArgument(Expression adjoint) => adjoint.Type is StorageType { Kind: StorageKind.Tape } tape
        ? new View(adjoint, tape with { Kind = StorageKind.Span }, Constant.Of(0), null)
        : adjoint;
}
