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

        EquatableArray<CalleeParameter> parameters = call.Callee!.Parameters;
        var gradient = new List<(Variable Partials, Expression Operand)>();
        for (int i = 0; i < parameters.Count; i++)
        {
            if (!parameters[i].HasAdjoint) continue;
            Declare zeros = VjpCall.Zeros(parameters[i], call.Operands[i], variables);
            output.Add(zeros);
            gradient.Add((zeros.Variable, call.Operands[i]));
        }

        Constant one = Constant.RealOf(1, call.Type);
        External derivative = VjpCall.Of(call, call.Operands, one, [.. gradient.Select(part => part.Partials)]);
        if (VjpCall.Recording(call) is { } recording) output.AddRange([new Declare(result, recording), new Evaluate(derivative)]);
        else output.Add(new Declare(result, derivative));
        gradient.RemoveAll(part => !directions[0].IsActive(part.Operand));
        foreach (Tangents tangents in directions) AddTangent(tangents.Of(result), gradient, tangents, output);
    }

    /// <summary>
    /// A new array: its elements are followed back one by one, for the reverse derivative is all there is, and each gives the tangent of one element.
    /// </summary>
    private void TransformArray(Variable result, External call, List<Statement> output)
    {
        var storage = (StorageType)result.Type;
        if (storage is not { Rank: 1, Element.IsReal: true }) throw new RefusedException(Refusal.Call, NoTangent(call.Callee!.Name));
        output.Add(new Declare(result, call));
        output.AddRange(directions.Select(tangents => new Declare(tangents.Of(result), new ZerosLike(result, (StorageType)tangents.Of(result).Type))));
        Variable unit = variables.New(result.Name + "Bar", storage, Role.Derivative);
        output.Add(new Declare(unit, new ZerosLike(result, storage)));
        Variable index = variables.New("i", ValueType.Int32, Role.Source);
        var body = new List<Statement> { new Assign(new Element(unit, index), AssignmentKind.Set, Constant.RealOf(1, storage.Element)) };
        var gradient = new List<(Variable Partials, Expression Operand)>();
        EquatableArray<CalleeParameter> parameters = call.Callee!.Parameters;
        for (int i = 0; i < parameters.Count; i++)
        {
            if (!parameters[i].HasAdjoint) continue;
            Declare zeros = VjpCall.Zeros(parameters[i], call.Operands[i], variables);
            body.Add(zeros);
            gradient.Add((zeros.Variable, call.Operands[i]));
        }

        body.Add(new Evaluate(VjpCall.Of(call, call.Operands, unit, [.. gradient.Select(part => part.Partials)])));
        gradient.RemoveAll(part => !directions[0].IsActive(part.Operand));
        foreach (Tangents tangents in directions)
        {
            Variable tangent = variables.New("d" + result.Name + "Element", storage.Element, Role.Derivative);
            AddTangent(tangent, gradient, tangents, body);
            body.Add(new Assign(new Element(tangents.Of(result), index), AssignmentKind.Set, tangent));
        }

        body.Add(new Assign(new Element(unit, index), AssignmentKind.Set, Constant.RealOf(0, storage.Element)));
        var length = new Apply(Primitive.Length, ValueType.Int32, result);
        output.Add(new For(index, Constant.Of(0), length, Inclusive: false, 1, new Block(body.ToEquatableArray())));
    }

    private static string NoTangent(string callee) => $"'{callee}' is called and not followed, and has no forward derivative";

    private void AddTangent(Variable tangent, List<(Variable Partials, Expression Operand)> gradient, Tangents tangents, List<Statement> output)
    {
        var scalars = gradient.Where(part => part.Operand.Type is not StorageType)
            .Select(part => (Expression)new Apply(Primitive.Multiply, tangent.Type, part.Partials, tangents.OfPlace(part.Operand))).ToList();
        output.Add(new Declare(tangent, scalars.Count == 0 ? Constant.RealOf(0, tangent.Type) : scalars[0]));
        foreach (Expression product in scalars.Skip(1)) output.Add(new Assign(tangent, AssignmentKind.Add, product));
        foreach (var (partials, operand) in gradient.Where(part => part.Operand.Type is StorageType))
            output.AddRange(Storages.AddProducts(tangent, partials, tangents.OfPlace(operand), variables));
    }
}
