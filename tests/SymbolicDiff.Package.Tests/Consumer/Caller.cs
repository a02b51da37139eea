using System.Globalization;
using Physics;
using SymbolicDiff;

double[] x = [1, 3, 4];
double[] gradient = Model.TotalGradient(x);
var (value, tangent) = Model.TotalJvp(x, [1, 0, 0]);
Gradients.Check(Model.Total, Model.TotalGradient, x);
Console.WriteLine(string.Join(' ', gradient.Append(value).Append(tangent).Select(number => number.ToString("R", CultureInfo.InvariantCulture))));

internal static partial class Model
{
    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Jvp)]
    internal static double Total(double[] x)
    {
        double[] force = new double[x.Length];
        Springs.Forces(x, force);
        return Springs.Energy(x, 0.5) * x[0] + force[1];
    }
}
