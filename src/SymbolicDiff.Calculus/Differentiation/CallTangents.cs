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
        foreach (Tangents tangents in directions) AddTangent(result, gradient, tangents, output);
    }

    private void AddTangent(Variable result, List<(Variable Partials, Expression Operand)> gradient, Tangents tangents, List<Statement> output)
    {
        Variable tangent = tangents.Of(result);
        var scalars = gradient.Where(part => part.Operand.Type is not StorageType)
            .Select(part => (Expression)new Apply(Primitive.Multiply, result.Type, part.Partials, tangents.OfPlace(part.Operand))).ToList();
        output.Add(new Declare(tangent, scalars.Count == 0 ? Constant.RealOf(0, result.Type) : scalars[0]));
        foreach (Expression product in scalars.Skip(1)) output.Add(new Assign(tangent, AssignmentKind.Add, product));
        foreach (var (partials, operand) in gradient.Where(part => part.Operand.Type is StorageType))
            output.AddRange(Storages.AddProducts(tangent, partials, tangents.OfPlace(operand), variables));
    }
}
