using SymbolicDiff;

Console.WriteLine(Model.Square(3));

internal static partial class Model
{
    [Differentiable("y")]
    internal static double Square(double x) => x * x;
}
