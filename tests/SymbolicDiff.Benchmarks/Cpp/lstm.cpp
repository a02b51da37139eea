// Derived by hand: six values a cell and step are kept, the reverse goes over whole rows.
#include <algorithm>
#include <cmath>
#include <vector>

namespace {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

void step(int b, const double* w, const double* s, double* __restrict hidden, double* __restrict cell, const double* input, double* __restrict tape)
{
    for (int j = 0; j < b; j++) {
        double forget = sigmoid(input[j] * w[j] + s[j]), ingate = sigmoid(hidden[j] * w[b + j] + s[b + j]);
        double outgate = sigmoid(input[j] * w[2 * b + j] + s[2 * b + j]), change = std::tanh(hidden[j] * w[3 * b + j] + s[3 * b + j]);
        double before = cell[j];
        cell[j] = before * forget + ingate * change;
        double tanh = std::tanh(cell[j]);
        hidden[j] = outgate * tanh;
        if (tape) {
            tape[j] = forget;
            tape[b + j] = ingate;
            tape[2 * b + j] = outgate;
            tape[3 * b + j] = change;
            tape[4 * b + j] = before;
            tape[5 * b + j] = tanh;
        }
    }
}

double forward(
    int layers, int b, int steps, const double* main, const double* extra, const double* state, const double* x, double* tape, double* shares)
{
    std::vector<double> now(state, state + 2 * layers * b), y(b), kept(b);
    double total = 0;
    for (int t = 0; t < steps; t++) {
        for (int j = 0; j < b; j++) y[j] = x[t * b + j] * extra[j];
        const double* input = y.data();
        for (int l = 0; l < layers; l++) {
            step(b, main + 8 * l * b, main + (8 * l + 4) * b, &now[2 * l * b], &now[(2 * l + 1) * b], input,
                tape ? tape + (t * layers + l) * 6 * b : nullptr);
            input = &now[2 * l * b];
        }
        double* exps = shares ? shares + t * b : kept.data();
        double sum = 2;
        for (int j = 0; j < b; j++) {
            y[j] = input[j] * extra[b + j] + extra[2 * b + j];
            sum += exps[j] = std::exp(y[j]);
        }
        double log = std::log(sum), factor = 1 / sum;
        for (int j = 0; j < b; j++) {
            total += x[(t + 1) * b + j] * (y[j] - log);
            exps[j] *= factor;
        }
    }
    return -total / (steps * b);
}

void undo(
    int b, const double* w, const double* hidden, const double* input, const double* tape, double* __restrict hidden_bar, double* __restrict cell_bar,
    double* __restrict input_bar, double* __restrict w_bar, double* __restrict s_bar)
{
    for (int j = 0; j < b; j++) {
        double forget = tape[j], ingate = tape[b + j], outgate = tape[2 * b + j];
        double change = tape[3 * b + j], before = tape[4 * b + j], tanh = tape[5 * b + j];
        double bar = hidden_bar[j], next = cell_bar[j] + bar * outgate * (1 - tanh * tanh);
        double forget_bar = next * before * (forget * (1 - forget)), ingate_bar = next * change * (ingate * (1 - ingate));
        double outgate_bar = bar * tanh * (outgate * (1 - outgate)), change_bar = next * ingate * (1 - change * change);
        cell_bar[j] = next * forget;
        hidden_bar[j] = ingate_bar * w[b + j] + change_bar * w[3 * b + j];
        input_bar[j] += forget_bar * w[j] + outgate_bar * w[2 * b + j];
        s_bar[j] += forget_bar;
        s_bar[b + j] += ingate_bar;
        s_bar[2 * b + j] += outgate_bar;
        s_bar[3 * b + j] += change_bar;
        w_bar[j] += forget_bar * input[j];
        w_bar[b + j] += ingate_bar * hidden[j];
        w_bar[2 * b + j] += outgate_bar * input[j];
        w_bar[3 * b + j] += change_bar * hidden[j];
    }
}

}

extern "C" double lstm(int layers, int b, int steps, const double* main, const double* extra, const double* state, const double* x)
{
    return forward(layers, b, steps, main, extra, state, x, nullptr, nullptr);
}

extern "C" double lstm_gradient(
    int layers, int b, int steps, const double* main, const double* extra, const double* state, const double* x, double* main_bar, double* extra_bar)
{
    static thread_local std::vector<double> tape, shares;
    tape.resize((size_t)steps * layers * 6 * b);
    shares.resize((size_t)steps * b);
    double value = forward(layers, b, steps, main, extra, state, x, tape.data(), shares.data());
    std::fill(main_bar, main_bar + 8 * layers * b, 0);
    std::fill(extra_bar, extra_bar + 3 * b, 0);
    std::vector<double> now_bar(2 * layers * b), y_bar(b), hidden(b), input(b);
    double scale = -1.0 / (steps * b);
    for (int t = steps - 1; t >= 0; t--) {
        const double* kept = &tape[(size_t)t * layers * 6 * b];
        const double* last = kept + (layers - 1) * 6 * b;
        double log_bar = 0;
        for (int j = 0; j < b; j++) log_bar -= scale * x[(t + 1) * b + j];
        for (int j = 0; j < b; j++) {
            double bar = scale * x[(t + 1) * b + j] + log_bar * shares[t * b + j];
            extra_bar[2 * b + j] += bar;
            extra_bar[b + j] += bar * (last[2 * b + j] * last[5 * b + j]);
            now_bar[2 * (layers - 1) * b + j] += bar * extra[b + j];
            y_bar[j] = 0;
        }
        for (int l = layers - 1; l >= 0; l--) {
            const double* before = kept + (l - layers) * 6 * b;
            const double* under = kept + (l - 1) * 6 * b;
            for (int j = 0; j < b; j++) {
                hidden[j] = t > 0 ? before[2 * b + j] * before[5 * b + j] : state[2 * l * b + j];
                input[j] = l > 0 ? under[2 * b + j] * under[5 * b + j] : x[t * b + j] * extra[j];
            }
            undo(
                b, main + 8 * l * b, hidden.data(), input.data(), kept + l * 6 * b, &now_bar[2 * l * b], &now_bar[(2 * l + 1) * b],
                l > 0 ? &now_bar[2 * (l - 1) * b] : y_bar.data(), main_bar + 8 * l * b, main_bar + (8 * l + 4) * b);
        }
        for (int j = 0; j < b; j++) extra_bar[j] += y_bar[j] * x[t * b + j];
    }
    return value;
}
