"""Training of the mask classifier: labelled pictures in; weights, figures, plots and the model card out."""
