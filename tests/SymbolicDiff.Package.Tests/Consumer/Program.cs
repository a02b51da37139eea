using System.Globalization;
using SymbolicDiff;

double[] w = [0.3, -0.7];
double[] x = [2, -1];
double[] wGradient = new double[2];

var (value, wOwn, bOwn) = Model.LossValueAndGradient(w, 0.1, x, 1);
double same = Model.LossValueAndGradient(w, 0.1, x, 1, wGradient, out double bGradient);
Gradients.Check(p => Model.Loss(p, 0.1, x, 1), p => Model.LossGradient(p, 0.1, x, 1).w, w);

string numbers = string.Create(CultureInfo.InvariantCulture, $"{value} {wOwn[0]} {wOwn[1]} {bOwn}");
string buffered = string.Create(CultureInfo.InvariantCulture, $"{same} {wGradient[0]} {wGradient[1]} {bGradient}");
Console.WriteLine(numbers);
Console.WriteLine(buffered);

internal static partial class Model
{
    [Differentiable(nameof(w), nameof(b))]
    internal static double Loss(double[] w, double b, double[] x, double y)
    {
        double h = b;
        for (int i = 0; i < w.Length; i++)
            h += w[i] * x[i];
        double p = 1 / (1 + Math.Exp(-h));
        return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
    }
}
