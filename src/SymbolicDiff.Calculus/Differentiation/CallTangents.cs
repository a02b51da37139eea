using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Replaces the call of a method that has a reverse derivative by the call of that, which gives the value and the gradient; the tangent is the
/// product of the gradient with the tangents of the arguments.
/// </summary>
internal sealed class CallTangents(IReadOnlyList<Tangents> directions, VariableSource variables)
{
    public static string NoSecondDerivative(string callee) => $"'{callee}' is called and not followed, and has a first derivative only";

    public void Transform(Variable result, External call, List<Statement> output)
    {
        if (result.Type is StorageType)
        {
            TransformArray(result, call, output);
            return;
        }

        var gradient = Gradient(call, output);
        Constant one = Constant.RealOf(1, call.Type);
        External derivative = VjpCall.Of(call, call.Operands, one, [.. gradient.Select(part => part.Partials)]);
        if (VjpCall.Recording(call) is { } recording) output.AddRange([new Declare(result, recording), new Evaluate(derivative)]);
        else output.Add(new Declare(result, derivative));
        foreach (Tangents tangents in directions) AddTangent(tangents.Of(result), gradient, tangents, output);
    }

    /// <summary>
    /// A new array: its elements are followed back one by one, for the reverse derivative is all there is, and each gives the tangent of one element.
    /// </summary>
    private void TransformArray(Variable result, External call, List<Statement> output)
    {
        var array = (StorageType)result.Type;
        if (array is not { Rank: 1, Element.IsReal: true }) throw new RefusedException(Refusal.Call, NoTangent(call.Callee!.Name));
        Variable unit = variables.New(result.Name + "Bar", array, Role.Derivative);
        List<Variable> written = [.. directions.Select(tangents => Written(tangents.Of(result), array))];
        output.Add(new Declare(result, call));
        output.AddRange(written.Append(unit).Select(storage => new Declare(storage, new ZerosLike(result, array))));

        Variable index = variables.New("i", ValueType.Int32, Role.Source);
        var unitElement = new Element(unit, index);
        var body = new List<Statement> { new Assign(unitElement, AssignmentKind.Set, Constant.RealOf(1, array.Element)) };
        var gradient = Gradient(call, body);
        body.Add(new Evaluate(VjpCall.Of(call, call.Operands, unit, [.. gradient.Select(part => part.Partials)])));
        for (int i = 0; i < written.Count; i++)
        {
            Variable tangent = variables.New("d" + result.Name + "Element", array.Element, Role.Derivative);
            AddTangent(tangent, gradient, directions[i], body);
            body.Add(new Assign(new Element(written[i], index), AssignmentKind.Set, tangent));
        }

        body.Add(new Assign(unitElement, AssignmentKind.Set, Constant.RealOf(0, array.Element)));
        var length = new Apply(Primitive.Length, ValueType.Int32, result);
        output.Add(new For(index, Constant.Of(0), length, Inclusive: false, 1, new Block(body.ToEquatableArray())));
        for (int i = 0; i < written.Count; i++)
            if (directions[i].Of(result) is var tangent && !tangent.Equals(written[i])) output.Add(new Declare(tangent, written[i]));
    }

    /// <summary>The tangent, or an array to write its elements to where it is of a type that is only read.</summary>
    private Variable Written(Variable tangent, StorageType array) =>
        tangent.Type.Equals(array) ? tangent : variables.New(tangent.Name + "Elements", array, Role.Derivative);

    /// <summary>New memory for the gradient with respect to each parameter that has an adjoint.</summary>
    private List<(Variable Partials, Expression Operand)> Gradient(External call, List<Statement> output)
    {
        EquatableArray<CalleeParameter> parameters = call.Callee!.Parameters;
        var gradient = new List<(Variable, Expression)>();
        for (int i = 0; i < parameters.Count; i++)
        {
            if (!parameters[i].HasAdjoint) continue;
            Declare zeros = VjpCall.Zeros(parameters[i], call.Operands[i], variables);
            output.Add(zeros);
            gradient.Add((zeros.Variable, call.Operands[i]));
        }

        return gradient;
    }

    private static string NoTangent(string callee) => $"'{callee}' is called and not followed, and has no forward derivative";

    private void AddTangent(Variable tangent, List<(Variable Partials, Expression Operand)> gradient, Tangents tangents, List<Statement> output)
    {
        gradient = [.. gradient.Where(part => tangents.IsActive(part.Operand))];
        var scalars = gradient.Where(part => part.Operand.Type is not StorageType)
            .Select(part => (Expression)new Apply(Primitive.Multiply, tangent.Type, part.Partials, tangents.OfPlace(part.Operand))).ToList();
        output.Add(new Declare(tangent, scalars.Count == 0 ? Constant.RealOf(0, tangent.Type) : scalars[0]));
        foreach (Expression product in scalars.Skip(1)) output.Add(new Assign(tangent, AssignmentKind.Add, product));
        foreach (var (partials, operand) in gradient.Where(part => part.Operand.Type is StorageType))
            output.AddRange(Storages.AddProducts(tangent, partials, tangents.OfPlace(operand), variables));
    }
}
