using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Calls of the functions that are made of a method that calls itself.</summary>
internal static class RecursiveCall
{
    /// <summary>The parameters whose primal values the reverse derivative is given: not those by reference, which it has recorded.</summary>
    public static bool IsGivenToReverse(CalleeParameter parameter) => !parameter.IsWritten || parameter.Type is StorageType;

    /// <summary>The call that replaces the primal's and records what the reverse derivative needs.</summary>
    public static External Forward(External call) =>
        Of(call.Callee! with { Recursive = Form(call) with { Part = RecursivePart.Forward } }, call.Operands, call.Type) with { TakesRecords = true };

    /// <param name="call">The primal's call.</param>
    /// <param name="arguments">What its operands were.</param>
    /// <param name="resultAdjoint">The adjoint of its value, if it has one.</param>
    /// <param name="adjoints">The adjoint of each parameter that has one, by its index.</param>
    public static External Reverse(External call, IReadOnlyList<Expression> arguments, Expression? resultAdjoint, IReadOnlyDictionary<int, Expression> adjoints)
    {
        Callee callee = call.Callee!;
        var parameters = new List<CalleeParameter>();
        var operands = new List<Expression>();
        for (int i = 0; i < arguments.Count; i++)
            if (IsGivenToReverse(callee.Parameters[i])) Add(callee.Parameters[i] with { Passing = Passing.Value }, arguments[i]);
        if (resultAdjoint is not null) Add(new CalleeParameter("resultAdjoint", resultAdjoint.Type, HasAdjoint: true), resultAdjoint);
        foreach (int i in callee.WithAdjoints)
        {
            CalleeParameter parameter = callee.Parameters[i];
            Passing passing = parameter is { Passing: Passing.Out, Type: not StorageType } ? Passing.Value : Passing.Ref;
            Add(new CalleeParameter(parameter.Name + "Adjoint", adjoints[i].Type, HasAdjoint: true, passing), adjoints[i]);
        }

        RecursiveForm form = Form(call) with { Part = RecursivePart.Reverse };
        Callee reverse = callee with { Parameters = parameters.ToEquatableArray(), HasResultAdjoint = false, Recursive = form };
        return Of(reverse, operands.ToEquatableArray(), new OpaqueType("void")) with { TakesRecords = true };

        void Add(CalleeParameter parameter, Expression operand)
        {
            parameters.Add(parameter);
            operands.Add(VjpCall.AsArgument(operand));
        }
    }

    /// <summary>The call that does what the two do, which stand one behind the other.</summary>
    public static External WithAdjoints(External forward, External reverse) =>
        Of(reverse.Callee! with { Recursive = Form(reverse) with { Part = RecursivePart.WithAdjoints } }, reverse.Operands, forward.Type);

    /// <summary>The call of the function with tangents beside its reals: the operands, then for each direction a tangent for each that has an adjoint.</summary>
    public static External Beside(External call, IReadOnlyList<IReadOnlyList<Expression>> tangents, ValueType type)
    {
        var parameters = new List<CalleeParameter>(call.Callee!.Parameters);
        var operands = new List<Expression>(call.Operands);
        foreach (IReadOnlyList<Expression> direction in tangents)
        {
            foreach (var (index, tangent) in TangentOrder(call.Callee).Zip(direction, (index, tangent) => (index, tangent)))
            {
                parameters.Add(call.Callee.Parameters[index] with { Type = tangent.Type });
                operands.Add(VjpCall.AsArgument(tangent));
            }
        }

        RecursiveForm form = Form(call) with { Directions = tangents.Count, IsInSource = false };
        return Of(call.Callee with { Recursive = form, Parameters = parameters.ToEquatableArray() }, operands.ToEquatableArray(), type);
    }

    /// <summary>The parameters with tangents: those that bring one, then those that only take one out.</summary>
    public static IEnumerable<int> TangentOrder(Callee callee) => Enumerable.Range(0, callee.Parameters.Count)
        .Where(i => callee.Parameters[i].HasAdjoint).OrderBy(i => callee.Parameters[i].Passing == Passing.Out);

    /// <summary>The call with the records among its operands.</summary>
    public static External WithRecords(External call, IReadOnlyList<Variable> records)
    {
        IEnumerable<CalleeParameter> parameters = records.Select(record => new CalleeParameter(record.Name, record.Type, record.Type.CarriesReals, Passing.Ref));
        Callee callee = call.Callee! with { Parameters = call.Callee.Parameters.Concat(parameters).ToEquatableArray() };
        return Of(callee, call.Operands.Concat(records).ToEquatableArray(), call.Type);
    }

    private static RecursiveForm Form(External call) => call.Callee!.Recursive! with { IsInSource = false };

    private static External Of(Callee callee, EquatableArray<Expression> operands, ValueType type)
    {
        string start = callee.Recursive!.Name + callee.Recursive.TypeParameters + "(";
        return new External(callee.TextOf(start), operands, type, HasEffects: true, KeepsStorage: true) { Callee = callee };
    }
}
