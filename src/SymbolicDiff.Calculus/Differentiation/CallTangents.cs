using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Puts calls of a reverse derivative beside the call of a method that has one: the tangent of a result is the product of its gradient with the tangents
/// of the arguments. What the method gives and writes is followed back real by real, for the reverse derivative is all there is.
/// </summary>
internal sealed class CallTangents(IReadOnlyList<Tangents> directions, VariableSource variables)
{
    /// <summary>What is active is so for all directions.</summary>
    private readonly Tangents first = directions[0];

    public static string NoSecondDerivative(string callee) => $"'{callee}' is called and not followed, and has a first derivative only";

    /// <summary>Whether the call gives something active, or writes it.</summary>
    public bool IsActive(Variable? given, External call) => Outputs(given, call).Any();

    /// <param name="given">What the call's value is declared as, if it has one.</param>
    /// <param name="call">The primal's call.</param>
    /// <param name="output">The statements that replace it.</param>
    public void Transform(Variable? given, External call, List<Statement> output)
    {
        if (call.Callee!.Recursive is not null) TransformBeside(given, call, output);
        else if (given is { Type.IsReal: true } && !call.Written.Any()) TransformValue(given, call, output);
        else TransformOutputs(given, call, output);
    }

    /// <summary>One real result: its value comes with its gradient.</summary>
    private void TransformValue(Variable result, External call, List<Statement> output)
    {
        var adjoints = Zeros(call, call.Operands, output);
        External derivative = VjpCall.Of(call, call.Operands, Constant.RealOf(1, call.Type), adjoints);
        output.Add(new Declare(result, derivative));
        foreach (Tangents tangents in directions) AddTangent(tangents.Of(result), call, adjoints, tangents, output);
    }

    /// <summary>What is made of a method that calls itself has tangents beside it, as the caller has.</summary>
    private void TransformBeside(Variable? given, External call, List<Statement> output)
    {
        var order = RecursiveCall.TangentOrder(call.Callee!).ToList();
        var tangents = directions.Select(direction => (IReadOnlyList<Expression>)[.. order.Select(i => Beside(call, i, direction, output))]).ToList();
        if (given is not { Type.CarriesReals: true })
        {
            External plain = RecursiveCall.Beside(call, tangents, call.Type);
            output.Add(given is null ? new Evaluate(plain) : new Declare(given, plain));
            return;
        }

        var results = ForwardMode.Results([new Result(null, given.Type)], directions.Count);
        var all = new TupleType(results);
        Variable both = variables.New(given.Name + "AndTangent", all, Role.Derivative);
        output.Add(new Declare(both, RecursiveCall.Beside(call, tangents, all)));
        output.Add(new Declare(given, Part(results[0])));
        if (!first.IsActive(given)) return;
        for (int i = 0; i < directions.Count; i++) output.Add(new Declare(directions[i].Of(given), Part(results[i + 1])));

        External Part(Result result) => new(EquatableArray.Of("", "." + result.Name), EquatableArray.Of<Expression>(both), result.Type, HasEffects: false);
    }

    /// <summary>The tangent of an operand, zero where it has none.</summary>
    private Expression Beside(External call, int index, Tangents tangents, List<Statement> output)
    {
        (Expression operand, CalleeParameter parameter) = (call.Operands[index], call.Callee!.Parameters[index]);
        if (operand is not Constant && tangents.IsActive(operand)) return tangents.OfPlace(operand);
        if (operand.Type is not StorageType && !parameter.IsWritten) return Constant.RealOf(0, operand.Type);
        if (operand.Type is StorageType { Kind: StorageKind.Stack } && call.Callee.Recursive!.Part == RecursivePart.Reverse)
            throw new RefusedException(Refusal.Call, NoSecondDerivative(call.Callee.Name)); // nothing has put there what is taken
        Declare zeros = VjpCall.Zeros(parameter, operand, variables);
        output.Add(zeros);
        return zeros.Variable;
    }

    private void TransformOutputs(Variable? given, External call, List<Statement> output)
    {
        Expression[] kept = [.. call.Operands.Select((operand, i) => Kept(operand, call.Callee!.Parameters[i], output))];
        output.Add(given is null ? new Evaluate(call) : new Declare(given, call));
        var changes = new List<Statement>();
        foreach (Expression place in Outputs(given, call))
        {
            if (place.Type.IsReal) AddScalar(place, given, call, kept, output, changes);
            else AddArray(place, given, call, kept, output, changes);
        }

        output.AddRange(changes);
    }

    private IEnumerable<Expression> Outputs(Variable? given, External call) =>
        (given is null ? call.Written : call.Written.Prepend(given)).Where(first.IsActive);

    /// <summary>The argument as it is at the call, for each run of the reverse derivative.</summary>
    private Expression Kept(Expression operand, CalleeParameter parameter, List<Statement> output)
    {
        return parameter.Passing == Passing.Ref ? VjpCall.Own(parameter, operand, variables, output) : operand;
    }

    private void AddScalar(Expression place, Variable? given, External call, Expression[] kept, List<Statement> output, List<Statement> changes)
    {
        var adjoints = Row(place, null, null, given, call, kept, output, out _);
        foreach (Tangents tangents in directions)
        {
            bool isNew = place.Equals(given);
            Variable tangent = isNew ? tangents.Of(given!) : variables.New("d" + ((Variable)place).Name, place.Type, Role.Derivative);
            AddTangent(tangent, call, adjoints, tangents, output);
            if (!isNew) changes.Add(new Assign(tangents.OfPlace(place), AssignmentKind.Set, tangent));
        }
    }

    /// <summary>The elements of an array are followed back one by one.</summary>
    private void AddArray(Expression place, Variable? given, External call, Expression[] kept, List<Statement> output, List<Statement> changes)
    {
        if (place.Type is not StorageType { Rank: 1, Element.IsReal: true } storage) throw new RefusedException(Refusal.Call, NoTangent(call.Callee!.Name));
        StorageType array = storage with { Kind = StorageKind.Array };
        string name = Analysis.Aliasing.Root(place)!.Name;
        bool isNew = place.Equals(given);
        List<Variable> written = [.. directions.Select(tangents => Written(isNew ? tangents.Of(given!) : null, name, array))];
        Variable unit = variables.New(name + "Bar", array, Role.Derivative);
        output.AddRange(written.Append(unit).Select(memory => new Declare(memory, new ZerosLike(place, array))));

        Variable index = variables.New("i", ValueType.Int32, Role.Source);
        var unitElement = new Element(unit, index);
        var body = new List<Statement> { new Assign(unitElement, AssignmentKind.Set, Constant.RealOf(1, array.Element)) };
        var adjoints = Row(place, unit, index, given, call, kept, body, out Expression? left);
        for (int i = 0; i < written.Count; i++)
        {
            Variable tangent = variables.New("d" + name + "Element", array.Element, Role.Derivative);
            AddTangent(tangent, call, adjoints, directions[i], body);
            if (left is not null) body.Add(new If(left, new Block(new Assign(tangent, AssignmentKind.Set, new Element(directions[i].OfPlace(place), index))), Block.Empty));
            body.Add(new Assign(new Element(written[i], index), AssignmentKind.Set, tangent));
        }

        body.Add(new Assign(unitElement, AssignmentKind.Set, Constant.RealOf(0, array.Element)));
        var length = new Apply(Primitive.Length, ValueType.Int32, place);
        output.Add(new For(index, Constant.Of(0), length, Inclusive: false, 1, new Block(body.ToEquatableArray())));
        for (int i = 0; i < written.Count; i++)
        {
            if (!isNew) changes.Add(new Copy(written[i], directions[i].OfPlace(place)));
            else if (directions[i].Of(given!) is var tangent && !tangent.Equals(written[i])) changes.Add(new Declare(tangent, written[i]));
        }
    }

    /// <summary>The tangent itself, or an array to write its elements to where it is there already or of a type that is only read.</summary>
    private Variable Written(Variable? tangent, string name, StorageType array) =>
        array.Equals(tangent?.Type) ? tangent! : variables.New((tangent?.Name ?? "d" + name) + "Elements", array, Role.Derivative);

    /// <summary>Calls the reverse derivative with the unit vector of one real that the method gives or writes; gives the adjoints of the arguments.</summary>
    /// <param name="place">What the real is, or is an element of.</param>
    /// <param name="unit">For an element: storage that is one there and zero elsewhere.</param>
    /// <param name="index">The element's index.</param>
    /// <param name="given">What the call gives.</param>
    /// <param name="call">The primal's call.</param>
    /// <param name="kept">The arguments as they were at the call.</param>
    /// <param name="output">Where the call goes.</param>
    /// <param name="left">Whether the call leaves the element as it is; null where it does not.</param>
    private Dictionary<int, Expression> Row(
        Expression place, Variable? unit, Variable? index, Variable? given, External call, Expression[] kept, List<Statement> output, out Expression? left)
    {
        Callee callee = call.Callee!;
        left = null;
        var arguments = new Expression[kept.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            arguments[i] = callee.Parameters[i].IsWritten ? VjpCall.Own(callee.Parameters[i], kept[i], variables, output) : kept[i];
            if (callee.Parameters[i].LeavesElements && ReferenceEquals(call.Operands[i], place)) left = VjpCall.IsLeft(new Element(arguments[i], index!));
        }

        var adjoints = Zeros(call, kept, output);
        foreach (int i in callee.WithAdjoints)
        {
            if (!callee.Parameters[i].IsWritten || !ReferenceEquals(call.Operands[i], place)) continue;
            if (unit is not null && callee.Parameters[i].Passing == Passing.Out) adjoints[i] = unit;
            else output.Add(new Assign(index is null ? adjoints[i] : new Element(adjoints[i], index), AssignmentKind.Set, Constant.RealOf(1, Columns.RealOf(place.Type))));
        }

        output.Add(new Evaluate(VjpCall.Of(call, arguments, callee.HasResultAdjoint ? ResultAdjoint(place, unit, given!, output) : null, adjoints)));
        return adjoints;
    }

    private Expression ResultAdjoint(Expression place, Variable? unit, Variable given, List<Statement> output)
    {
        bool isOutput = place.Equals(given);
        if (given.Type is not StorageType storage) return Constant.RealOf(isOutput ? 1 : 0, given.Type);
        if (isOutput) return unit!;
        Declare zeros = new(variables.New(given.Name + "Bar", storage, Role.Derivative), new ZerosLike(given, storage));
        output.Add(zeros);
        return zeros.Variable;
    }

    /// <summary>New memory, all zero, for the adjoint of each parameter that has one.</summary>
    private Dictionary<int, Expression> Zeros(External call, IReadOnlyList<Expression> arguments, List<Statement> output)
    {
        var adjoints = new Dictionary<int, Expression>();
        foreach (int i in call.Callee!.WithAdjoints)
        {
            Declare zeros = VjpCall.Zeros(call.Callee.Parameters[i], arguments[i], variables);
            output.Add(zeros);
            adjoints.Add(i, zeros.Variable);
        }

        return adjoints;
    }

    private static string NoTangent(string callee) => $"'{callee}' is called and not followed, and has no forward derivative";

    private void AddTangent(Variable tangent, External call, Dictionary<int, Expression> adjoints, Tangents tangents, List<Statement> output)
    {
        var gradient = call.Callee!.WithAdjoints.Where(i => call.Callee.Parameters[i].Passing != Passing.Out && tangents.IsActive(call.Operands[i]))
            .Select(i => (Partials: adjoints[i], Operand: call.Operands[i])).ToList();
        var scalars = gradient.Where(part => part.Operand.Type is not StorageType)
            .Select(part => (Expression)new Apply(Primitive.Multiply, tangent.Type, part.Partials, tangents.OfPlace(part.Operand))).ToList();
        output.Add(new Declare(tangent, scalars.Count == 0 ? Constant.RealOf(0, tangent.Type) : scalars[0]));
        foreach (Expression product in scalars.Skip(1)) output.Add(new Assign(tangent, AssignmentKind.Add, product));
        foreach (var (partials, operand) in gradient.Where(part => part.Operand.Type is StorageType))
            output.AddRange(Storages.AddProducts(tangent, partials, tangents.OfPlace(operand), variables));
    }
}
