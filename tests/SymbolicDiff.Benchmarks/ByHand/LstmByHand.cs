using System.Buffers;
using System.Runtime.CompilerServices;

namespace SymbolicDiff.Benchmarks.ByHand;

/// <summary>
/// Six values a cell and step are kept, in one tape; inputs and states are found again from those of the layer below and of the step before.
/// </summary>
internal static class LstmByHand
{
    private const int Kept = 6;

    public static double ValueAndGradient(double[][] main, double[][] extra, double[][] state, double[][] sequence, double[][] mainBar,
        double[][] extraBar)
    {
        int layers = main.Length / 2, b = sequence[0].Length, steps = sequence.Length - 1;
        int block = Kept * b, states = 2 * layers * b;
        double[] rented = ArrayPool<double>.Shared.Rent(steps * (layers * block + b) + 2 * states + 2 * b);
        try
        {
            Span<double> tape = rented.AsSpan(0, steps * layers * block), shares = rented.AsSpan(tape.Length, steps * b);
            Span<double> rest = rented.AsSpan(tape.Length + shares.Length);
            Span<double> now = rest.Slice(0, states), nowBar = rest.Slice(states, states);
            Span<double> y = rest.Slice(2 * states, b), yBar = rest.Slice(2 * states + b, b);
            for (int row = 0; row < state.Length; row++) state[row].CopyTo(now.Slice(row * b));
            double total = 0;
            for (int t = 0; t < steps; t++)
            {
                Span<double> kept = tape.Slice(t * layers * block, layers * block);
                total = Forward(main, extra, sequence[t], sequence[t + 1], now, y, kept, shares.Slice(t * b, b), total);
            }

            foreach (double[] row in mainBar) Array.Clear(row);
            foreach (double[] row in extraBar) Array.Clear(row);
            nowBar.Clear();
            double scale = -1 / ((double)steps * b);
            for (int t = steps - 1; t >= 0; t--)
            {
                var before = t > 0 ? tape.Slice((t - 1) * layers * block, layers * block) : default;
                Span<double> kept = tape.Slice(t * layers * block, layers * block);
                Reverse(
                    main, extra, state, sequence[t], sequence[t + 1], before, kept, shares.Slice(t * b, b), scale, yBar, nowBar, mainBar, extraBar);
            }

            return -total / (steps * b);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static double Forward(
        double[][] main, double[][] extra, ReadOnlySpan<double> character, ReadOnlySpan<double> next, Span<double> now, Span<double> y,
        Span<double> tape, Span<double> shares, double total)
    {
        int b = y.Length;
        double[] scale = extra[0], last = extra[1], shift = extra[2];
        for (int j = 0; j < y.Length; j++) y[j] = character[j] * scale[j];
        ReadOnlySpan<double> input = y;
        for (int l = 0; l < main.Length / 2; l++)
        {
            Span<double> hidden = now.Slice(2 * l * b, b);
            Step(main[2 * l], main[2 * l + 1], hidden, now.Slice((2 * l + 1) * b, b), input, tape.Slice(l * Kept * b, Kept * b));
            input = hidden;
        }

        double sum = 0;
        for (int j = 0; j < y.Length; j++)
        {
            y[j] = input[j] * last[j] + shift[j];
            double exp = Math.Exp(y[j]);
            shares[j] = exp;
            sum += exp;
        }

        sum = 2 + sum;
        double log = Math.Log(sum), factor = 1 / sum;
        for (int j = 0; j < y.Length; j++)
        {
            total += next[j] * (y[j] - log);
            shares[j] *= factor;
        }

        return total;
    }

    private static void Step(
        ReadOnlySpan<double> weight, ReadOnlySpan<double> bias, Span<double> hidden, Span<double> cell, ReadOnlySpan<double> input, Span<double> tape)
    {
        int b = hidden.Length;
        for (int j = 0; j < hidden.Length; j++)
        {
            double forget = Sigmoid(input[j] * weight[j] + bias[j]);
            double ingate = Sigmoid(hidden[j] * weight[b + j] + bias[b + j]);
            double outgate = Sigmoid(input[j] * weight[2 * b + j] + bias[2 * b + j]);
            double change = Math.Tanh(hidden[j] * weight[3 * b + j] + bias[3 * b + j]);
            double before = cell[j];
            cell[j] = before * forget + ingate * change;
            double tanh = Math.Tanh(cell[j]);
            hidden[j] = outgate * tanh;
            (tape[j], tape[b + j], tape[2 * b + j]) = (forget, ingate, outgate);
            (tape[3 * b + j], tape[4 * b + j], tape[5 * b + j]) = (change, before, tanh);
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static void Reverse(
        double[][] main, double[][] extra, double[][] state, ReadOnlySpan<double> character, ReadOnlySpan<double> next, ReadOnlySpan<double> before,
        ReadOnlySpan<double> tape, ReadOnlySpan<double> shares, double scale, Span<double> yBar, Span<double> nowBar, double[][] mainBar,
        double[][] extraBar)
    {
        int b = yBar.Length, layers = main.Length / 2;
        double logBar = 0;
        for (int j = 0; j < yBar.Length; j++)
        {
            yBar[j] = scale * next[j];
            logBar -= yBar[j];
        }

        Output(tape.Slice((layers - 1) * Kept * b), logBar, shares, extra[1], extraBar[1], extraBar[2], yBar, nowBar.Slice(2 * (layers - 1) * b, b));
        Span<double> hidden = stackalloc double[64], input = stackalloc double[64];
        hidden = b <= 64 ? hidden.Slice(0, b) : new double[b];
        input = b <= 64 ? input.Slice(0, b) : new double[b];
        for (int l = layers - 1; l >= 0; l--)
        {
            if (before.IsEmpty) state[2 * l].CopyTo(hidden);
            else Hidden(before.Slice(l * Kept * b), hidden);
            Span<double> inputBar = l > 0 ? nowBar.Slice(2 * (l - 1) * b, b) : yBar;
            if (l > 0) Hidden(tape.Slice((l - 1) * Kept * b), input);
            else
            {
                for (int j = 0; j < input.Length; j++) input[j] = character[j] * extra[0][j];
                inputBar.Clear();
            }

            Undo(
                main[2 * l], hidden, input, tape.Slice(l * Kept * b, Kept * b), nowBar.Slice(2 * l * b, b), nowBar.Slice((2 * l + 1) * b, b),
                inputBar, mainBar[2 * l], mainBar[2 * l + 1]);
        }

        double[] scaleBar = extraBar[0];
        for (int j = 0; j < yBar.Length; j++) scaleBar[j] += yBar[j] * character[j];
    }

    private static void Output(
        ReadOnlySpan<double> tape, double logBar, ReadOnlySpan<double> shares, double[] weight, double[] weightBar, double[] biasBar,
        Span<double> yBar, Span<double> hiddenBar)
    {
        int b = yBar.Length;
        for (int j = 0; j < yBar.Length; j++)
        {
            double bar = yBar[j] + logBar * shares[j];
            biasBar[j] += bar;
            weightBar[j] += bar * (tape[2 * b + j] * tape[5 * b + j]);
            hiddenBar[j] += bar * weight[j];
        }
    }

    private static void Hidden(ReadOnlySpan<double> tape, Span<double> hidden)
    {
        int b = hidden.Length;
        for (int j = 0; j < hidden.Length; j++) hidden[j] = tape[2 * b + j] * tape[5 * b + j];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Undo(
        ReadOnlySpan<double> weight, ReadOnlySpan<double> hidden, ReadOnlySpan<double> input, ReadOnlySpan<double> tape, Span<double> hiddenBar,
        Span<double> cellBar, Span<double> inputBar, Span<double> weightBar, Span<double> biasBar)
    {
        int b = hidden.Length;
        for (int j = 0; j < hidden.Length; j++)
        {
            double forget = tape[j], ingate = tape[b + j], outgate = tape[2 * b + j];
            double change = tape[3 * b + j], before = tape[4 * b + j], tanh = tape[5 * b + j];
            double bar = hiddenBar[j];
            double nextCellBar = cellBar[j] + bar * outgate * (1 - tanh * tanh);
            double forgetBar = nextCellBar * before * (forget * (1 - forget));
            double ingateBar = nextCellBar * change * (ingate * (1 - ingate));
            double outgateBar = bar * tanh * (outgate * (1 - outgate));
            double changeBar = nextCellBar * ingate * (1 - change * change);
            cellBar[j] = nextCellBar * forget;
            hiddenBar[j] = ingateBar * weight[b + j] + changeBar * weight[3 * b + j];
            inputBar[j] += forgetBar * weight[j] + outgateBar * weight[2 * b + j];
            biasBar[j] += forgetBar;
            biasBar[b + j] += ingateBar;
            biasBar[2 * b + j] += outgateBar;
            biasBar[3 * b + j] += changeBar;
            weightBar[j] += forgetBar * input[j];
            weightBar[b + j] += ingateBar * hidden[j];
            weightBar[2 * b + j] += outgateBar * input[j];
            weightBar[3 * b + j] += changeBar * hidden[j];
        }
    }
}
