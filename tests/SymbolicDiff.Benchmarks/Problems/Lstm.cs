using SymbolicDiff.Benchmarks.ByHand;
using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>
/// GradBench's lstm: the loss of a network of diagonal long short-term memory cells that predicts each next character of a sequence.
/// </summary>
public sealed partial class Lstm : Problem
{
    private readonly string size;
    private readonly double[][] main, extra, state, sequence, mainGradient, extraGradient, mainByHand, extraByHand;

    public Lstm(string size)
    {
        this.size = size;
        var input = GradBench.Input("lstm", size);
        main = input.GetProperty("main_params").Rows();
        extra = input.GetProperty("extra_params").Rows();
        state = input.GetProperty("state").Rows();
        sequence = input.GetProperty("sequence").Rows();
        (mainGradient, extraGradient) = (Like(main), Like(extra));
        (mainByHand, extraByHand) = (Like(main), Like(extra));
    }

    public static string[] Sizes => ["l2_c1024", "l4_c4096"];

    public override string Name => "lstm " + size;

    public override double Limit => 1.4;

    public override double? FastLimit => 0.25;

    [Differentiable(nameof(main), nameof(extra))]
    public static double Loss(double[][] main, double[][] extra, double[][] state, double[][] sequence)
    {
        int layers = main.Length / 2, b = sequence[0].Length;
        double[][] hidden = new double[layers][], cell = new double[layers][];
        for (int l = 0; l < layers; l++)
        {
            hidden[l] = (double[])state[2 * l].Clone();
            cell[l] = (double[])state[2 * l + 1].Clone();
        }

        double[] y = new double[b];
        double total = 0;
        for (int t = 0; t < sequence.Length - 1; t++)
        {
            Predict(main, extra, hidden, cell, sequence[t], y);
            double sum = 0;
            for (int j = 0; j < b; j++) sum += Math.Exp(y[j]);
            double log = Math.Log(2 + sum);
            for (int j = 0; j < b; j++) total += sequence[t + 1][j] * (y[j] - log);
        }

        return -total / ((sequence.Length - 1) * b);
    }

    private static void Predict(double[][] main, double[][] extra, double[][] hidden, double[][] cell, double[] character, double[] y)
    {
        for (int j = 0; j < y.Length; j++) y[j] = character[j] * extra[0][j];
        for (int l = 0; l < hidden.Length; l++) Step(main[2 * l], main[2 * l + 1], hidden[l], cell[l], l == 0 ? y : hidden[l - 1]);
        double[] last = hidden[^1];
        for (int j = 0; j < y.Length; j++) y[j] = last[j] * extra[1][j] + extra[2][j];
    }

    private static void Step(double[] weight, double[] bias, double[] hidden, double[] cell, double[] input)
    {
        int b = hidden.Length;
        for (int j = 0; j < b; j++)
        {
            double forget = Sigmoid(input[j] * weight[j] + bias[j]);
            double ingate = Sigmoid(hidden[j] * weight[b + j] + bias[b + j]);
            double outgate = Sigmoid(input[j] * weight[2 * b + j] + bias[2 * b + j]);
            double change = Math.Tanh(hidden[j] * weight[3 * b + j] + bias[3 * b + j]);
            cell[j] = cell[j] * forget + ingate * change;
            hidden[j] = outgate * Math.Tanh(cell[j]);
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public override double Primal() => Loss(main, extra, state, sequence);

    public override Way Exact => new(
        () => LossValueAndGradient(main, extra, state, sequence, mainGradient, extraGradient), () => Flat(mainGradient, extraGradient));

    public override Way ByHand => new(
        () => LstmByHand.ValueAndGradient(main, extra, state, sequence, mainByHand, extraByHand), () => Flat(mainByHand, extraByHand));

    protected override Func<double> Cpp
    {
        get
        {
            var (flatMain, flatExtra, flatState, flatSequence) = (Flat(main), Flat(extra), Flat(state), Flat(sequence));
            return () => Native.Lstm(main.Length / 2, sequence[0].Length, sequence.Length - 1, flatMain, flatExtra, flatState, flatSequence);
        }
    }

    protected override Way CppGradient
    {
        get
        {
            var (flatMain, flatExtra, flatState, flatSequence) = (Flat(main), Flat(extra), Flat(state), Flat(sequence));
            var (mainBar, extraBar) = (new double[flatMain.Length], new double[flatExtra.Length]);
            return new(
                () => Native.LstmGradient(
                    main.Length / 2, sequence[0].Length, sequence.Length - 1, flatMain, flatExtra, flatState, flatSequence, mainBar, extraBar),
                () => [.. mainBar, .. extraBar]);
        }
    }

    public override Expected Expected
    {
        get
        {
            var output = GradBench.ExpectedOutput("lstm", size);
            return new(output.GetProperty("objective").GetDouble(), output.GetProperty("jacobian").Row(), []);
        }
    }
}
