using Physics;
using SymbolicDiff;

Console.WriteLine(Model.TotalHessian([1, 2])[0, 0]);

internal static partial class Model
{
    [Differentiable(Emit = Derivatives.Hessian)]
    internal static double Total(double[] x) => Springs.Energy(x, 0.5) * x[0];
}
