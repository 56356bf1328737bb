"""What makes the encoder's trained parts; needs PyTorch; imported by ``nlu.encoder.train`` alone."""
